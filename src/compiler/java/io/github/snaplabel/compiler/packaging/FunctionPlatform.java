package io.github.snaplabel.compiler.packaging;

import java.util.Locale;
import java.util.Map;

/** What the function runs on, and what its native libraries are called there. */
public enum FunctionPlatform {
  X86_64("linux-x64"),
  ARM64("linux-aarch64");

  private final String onnxRuntime;

  FunctionPlatform(String onnxRuntime) {
    this.onnxRuntime = onnxRuntime;
  }

  /** Returns the properties by which Maven finds the libraries. */
  public Map<String, String> properties() {
    String architecture = name().toLowerCase(Locale.ROOT);
    return Map.of(
        "package.arch", architecture,
        "package.onnxruntime.platform", onnxRuntime,
        "package.leptonica.platform", "linux-" + architecture);
  }
}
