package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageException;

/** Observes images and requests, for logs and metrics. Implementations are thread-safe. */
public interface HttpObserver {
  /**
   * Called when an image was labeled.
   *
   * @param bytes size of the image's file
   */
  void labeled(HttpRequest request, long bytes, LabeledImage result);

  /**
   * Called when an image could not be decoded.
   *
   * @param bytes size of the image's file
   */
  void unreadable(HttpRequest request, long bytes, ImageException reason);

  /** Called when S3 did not return an object that the request names. */
  void unavailable(HttpRequest request, ObjectSource.Obstacle obstacle);

  /**
   * Called when S3, or the connection to it, failed for an object that the request names.
   *
   * @param cause which the client must not see
   */
  void objectFailed(HttpRequest request, RuntimeException cause);

  /** Called with the result of each object that the request names. */
  default void read(HttpRequest request, ObjectSource.ReadResult result) {
    switch (result) {
      case ObjectSource.LabeledObject(long bytes, LabeledImage image) ->
          labeled(request, bytes, image);
      case ObjectSource.UnreadableObject(long bytes, ImageException reason) ->
          unreadable(request, bytes, reason);
      case ObjectSource.UnavailableObject(ObjectSource.Obstacle obstacle) ->
          unavailable(request, obstacle);
      case ObjectSource.FailedObject(RuntimeException cause) -> objectFailed(request, cause);
    }
  }

  /** Called when the request failed for a reason that the client must not see. */
  void failed(HttpRequest request, RuntimeException cause);
}
