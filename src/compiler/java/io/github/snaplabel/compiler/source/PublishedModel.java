package io.github.snaplabel.compiler.source;

import java.net.URI;

/**
 * A published file of the default model.
 *
 * @param url URL of the file
 * @param format format of the file, the extension of its name in {@code model/}
 * @param file size and hash of the file
 */
record PublishedModel(URI url, ModelFormat format, PinnedFile file) {
  /** Returns the file's name in {@code model/}, such as {@code resnet18-f37072fd.pth}. */
  String fileName() {
    return "resnet18-" + file.sha256().substring(0, 8) + "." + format.extension();
  }
}
