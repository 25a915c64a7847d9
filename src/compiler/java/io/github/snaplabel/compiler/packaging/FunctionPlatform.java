package io.github.snaplabel.compiler.packaging;

import java.util.Locale;
import java.util.Map;

/** The platforms that the function runs on, and their names in native libraries. */
public enum FunctionPlatform {
  X86_64("linux-x64"),
  ARM64("linux-aarch64");

  private final String onnxRuntime;

  FunctionPlatform(String onnxRuntime) {
    this.onnxRuntime = onnxRuntime;
  }

  /** Returns the Maven properties that select the native libraries. */
  public Map<String, String> properties() {
    String architecture = name().toLowerCase(Locale.ROOT);
    return Map.of(
        "package.arch", architecture,
        "package.onnxruntime.platform", onnxRuntime,
        "package.leptonica.platform", "linux-" + architecture);
  }
}
