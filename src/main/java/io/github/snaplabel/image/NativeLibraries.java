package io.github.snaplabel.image;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The folder of the native libraries, which are loaded from there and never unpacked elsewhere.
 *
 * @param directory contains {@code libonnxruntime}, {@code libonnxruntime4j_jni} and {@code
 *     libleptonica}
 */
public record NativeLibraries(Path directory) {
  /** Returns Leptonica's file, with the extension of the platform that the process runs on. */
  Path leptonica() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String extension = os.contains("win") ? ".dll" : os.contains("mac") ? ".dylib" : ".so";
    return directory.toAbsolutePath().resolve("libleptonica" + extension);
  }

  /** Makes ONNX Runtime load from this folder; to be called before its first use in the process. */
  public void useForOnnxRuntime() {
    System.setProperty("onnxruntime.native.path", directory.toAbsolutePath().toString());
  }
}
