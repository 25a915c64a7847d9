package io.github.snaplabel.compiler;

import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelChoice;
import picocli.CommandLine.Option;

/** Build options that choose the model; an empty value means the default. */
final class ModelOptions {
  @Option(names = "--file", description = "ONNX file or checkpoint.")
  private String file = "";

  @Option(names = "--url", description = "URL of such a file.")
  private String url = "";

  @Option(names = "--sha256", description = "SHA-256 of the file, 64 hex digits.")
  private String sha256 = "";

  @Option(names = "--untrained", description = "true: random weights instead of a model.")
  private String untrained = "false";

  ModelChoice choice() {
    return new ModelChoice(file, url, sha256);
  }

  /**
   * Returns whether to build a network with random weights.
   *
   * @throws InvalidModelException if a file is chosen as well, or the value is not allowed
   */
  boolean untrained() throws InvalidModelException {
    boolean chosen =
        PackageOptions.oneOf("model.untrained", untrained, "true", "false").equals("true");
    if (chosen && choice().isExplicit()) {
      throw new InvalidModelException(
          "model.untrained: an untrained model has no file; leave out -Dmodel.file and -Dmodel.url");
    }
    return chosen;
  }
}
