package io.github.snaplabel.compiler.source;

/**
 * Which model the person who runs the build asked for; each part is empty when not given.
 *
 * @param file path of an ONNX file or a checkpoint, relative to the checkout or absolute
 * @param url address of such a file
 * @param sha256 its hash, 64 hex digits; needed with {@code url}
 */
public record ModelChoice(String file, String url, String sha256) {
  /** Nothing was asked for: the pinned models are looked for. */
  static final ModelChoice DEFAULT = new ModelChoice("", "", "");

  /** Whether a certain model was asked for, so that no other will do. */
  public boolean isExplicit() {
    return !file.isBlank() || !url.isBlank();
  }
}
