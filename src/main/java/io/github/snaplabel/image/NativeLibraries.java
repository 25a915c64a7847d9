package io.github.snaplabel.image;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The folder of the native libraries; they are loaded where they lie, nothing is unpacked.
 *
 * @param directory holds {@code libonnxruntime}, {@code libonnxruntime4j_jni} and {@code
 *     libleptonica}
 */
public record NativeLibraries(Path directory) {
  /** Leptonica's file in this folder, named for the platform that the process runs on. */
  Path leptonica() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String suffix = os.contains("win") ? ".dll" : os.contains("mac") ? ".dylib" : ".so";
    return directory.toAbsolutePath().resolve("libleptonica" + suffix);
  }

  /** Tells ONNX Runtime, before its first use in this process, to load from this folder. */
  public void useForOnnxRuntime() {
    System.setProperty("onnxruntime.native.path", directory.toAbsolutePath().toString());
  }
}
