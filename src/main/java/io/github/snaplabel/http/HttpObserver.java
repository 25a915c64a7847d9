package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageException;

/** Is told what happens to pictures and requests, for logs and metrics. Thread-safe. */
public interface HttpObserver {
  /** A picture was labelled; {@code bytes} is its file's size. */
  void labeled(HttpRequest request, int bytes, LabeledImage result);

  /** A picture could not be read. */
  void unreadable(HttpRequest request, int bytes, ImageException reason);

  /** The request failed for a reason that its sender is not told. */
  void failed(HttpRequest request, RuntimeException cause);
}
