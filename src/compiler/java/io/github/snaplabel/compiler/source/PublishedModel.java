package io.github.snaplabel.compiler.source;

import java.net.URI;

/**
 * A file of the default model, and where it is published.
 *
 * @param url its address
 * @param format what is in it, which its name in {@code model/} shows
 * @param file its size and hash
 */
record PublishedModel(URI url, ModelFormat format, PinnedFile file) {
  /** Returns its name in {@code model/}, such as {@code resnet18-f37072fd.pth}. */
  String fileName() {
    return "resnet18-" + file.sha256().substring(0, 8) + "." + format.extension();
  }
}
