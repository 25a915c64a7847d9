package io.github.snaplabel.compiler.source;

/**
 * The model chosen by build options; all components may be empty.
 *
 * @param file path of an ONNX file or a checkpoint, relative to the checkout or absolute
 * @param url URL of such a file
 * @param sha256 hash of the file, 64 hex digits; required with {@code url}
 */
public record ModelChoice(String file, String url, String sha256) {
  /** No choice: the pinned models are used. */
  static final ModelChoice DEFAULT = new ModelChoice("", "", "");

  /** Returns whether a model was chosen, so that no other may be used. */
  public boolean isExplicit() {
    return !file.isBlank() || !url.isBlank();
  }
}
