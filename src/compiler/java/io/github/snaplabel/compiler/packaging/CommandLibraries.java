package io.github.snaplabel.compiler.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.DeadCodeOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites picocli, the only library compiled for Java 5 that each start of the command needs. Its
 * classes have no stack maps. Java cannot verify such classes ahead of time, so its AOT cache
 * contains neither them nor the classes that use them.
 */
final class CommandLibraries {
  private static final String OLD_LIBRARIES = "picocli-*.jar";

  /** The first version whose classes always have stack maps (Java 7). */
  private static final int FIRST_WITH_STACK_MAPS = 51;

  private static final ClassTransform NEWER_VERSION =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
          .andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
              builder.withVersion(FIRST_WITH_STACK_MAPS, 0);
            } else {
              builder.with(element);
            }
          });

  private CommandLibraries() {}

  /** Takes the folder of the libraries. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, OLD_LIBRARIES)) {
      for (Path library : libraries) {
        rewrite(library);
      }
    }
  }

  /** Rewrites a library; classes that were rewritten before are copied unchanged. */
  static void rewrite(Path library) throws IOException {
    Path rewritten = library.resolveSibling(library.getFileName() + ".rewritten");
    try (ZipFile from = new ZipFile(library.toFile());
        URLClassLoader types = new URLClassLoader(new URL[] {library.toUri().toURL()});
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(rewritten))) {
      ClassFile classes = generatingStackMaps(types);
      for (ZipEntry entry : from.stream().toList()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        to.putNextEntry(copy);
        to.write(content(from, entry, classes));
      }
    }
    Files.move(rewritten, library, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Returns a writer of classes.
   *
   * @param types finds the classes that a class mentions, without loading them
   */
  private static ClassFile generatingStackMaps(ClassLoader types) {
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        DeadCodeOption.PATCH_DEAD_CODE,
        ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(types).cached()));
  }

  private static byte[] content(ZipFile library, ZipEntry entry, ClassFile classes)
      throws IOException {
    try (InputStream content = library.getInputStream(entry)) {
      byte[] bytes = content.readAllBytes();
      if (!entry.getName().endsWith(".class")) {
        return bytes;
      }
      ClassModel model = classes.parse(bytes);
      return model.majorVersion() < FIRST_WITH_STACK_MAPS
          ? classes.transformClass(model, NEWER_VERSION)
          : bytes;
    }
  }
}
