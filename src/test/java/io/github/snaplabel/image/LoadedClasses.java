package io.github.snaplabel.image;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Decodes images in a process of its own, and reports which classes it has loaded. */
final class LoadedClasses {
  private LoadedClasses() {}

  /**
   * Decodes all images but HEIC, and then one HEIC; prints how many classes for HEIC were loaded
   * before, and how many afterwards.
   */
  public static void main(String[] arguments) throws ImageException, JMException {
    ImageDecoder decoder = TestImages.decoder();
    for (String name : TestImages.names()) {
      if (!name.endsWith(".heic")) {
        decoder.decode(TestImages.read(name), 0).close();
      }
    }
    long before = count();
    decoder.decode(TestImages.read("420.heic"), 0).close();
    System.out.println(before + " " + count());
  }

  private static long count() throws JMException {
    Object classes =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmClassHierarchy",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return classes
        .toString()
        .lines()
        .filter(line ->
            line.contains("io.github.snaplabel.image.heif.")
                || line.contains("io.github.snaplabel.image.hevc."))
        .count();
  }
}
