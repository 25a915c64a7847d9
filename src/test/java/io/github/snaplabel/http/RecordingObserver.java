package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.image.ImageException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Records its calls. */
final class RecordingObserver implements HttpObserver {
  final Queue<String> calls = new ConcurrentLinkedQueue<>();

  @Override
  public void labeled(HttpRequest request, long bytes, LabeledImage result) {
    String label = result.predictions().isEmpty() ? "-" : result.predictions().getFirst().label();
    calls.add("labeled %d %s".formatted(bytes, label));
  }

  @Override
  public void unreadable(HttpRequest request, long bytes, ImageException reason) {
    calls.add("unreadable %d %s".formatted(bytes, reason.code()));
  }

  @Override
  public void unavailable(HttpRequest request, ObjectSource.Obstacle obstacle) {
    calls.add("unavailable " + obstacle.code());
  }

  @Override
  public void objectFailed(HttpRequest request, RuntimeException cause) {
    calls.add("object failed " + request.requestId() + " " + cause.getMessage());
  }

  @Override
  public void failed(HttpRequest request, RuntimeException cause) {
    calls.add("failed " + request.requestId() + " " + cause.getMessage());
  }
}
