package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.HttpApi;
import io.github.snaplabel.http.HttpObserver;
import io.github.snaplabel.http.ObjectSource;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.telemetry.ImageRecord;
import io.github.snaplabel.telemetry.Telemetry;

/** Writes log records and metrics for the HTTPS API. Thread-safe. */
final class HttpTelemetry implements HttpObserver {
  private static final String SOURCE = "http";

  private final Telemetry telemetry;
  private final LambdaLogger log;

  HttpTelemetry(Telemetry telemetry, LambdaLogger log) {
    this.telemetry = telemetry;
    this.log = log;
  }

  @Override
  public void labeled(HttpRequest request, long bytes, LabeledImage result) {
    telemetry.image(
        ImageRecord.labeled(request.requestId(), SOURCE, bytes, ImageRecords.details(result)));
  }

  @Override
  public void unreadable(HttpRequest request, long bytes, ImageException reason) {
    telemetry.image(ImageRecord.failed(request.requestId(), SOURCE, bytes, reason.code()));
  }

  @Override
  public void unavailable(HttpRequest request, ObjectSource.Obstacle obstacle) {
    telemetry.image(failed(request, obstacle.code()));
  }

  @Override
  public void objectFailed(HttpRequest request, RuntimeException cause) {
    telemetry.image(failed(request, ObjectSource.FailedObject.CODE));
    log(request, cause);
  }

  @Override
  public void failed(HttpRequest request, RuntimeException cause) {
    if (HttpApi.labelsImages(request)) {
      telemetry.image(failed(request, "internal-error"));
    }
    log(request, cause);
  }

  /** Returns a record without the image's size, which is not that of the request. */
  private static ImageRecord failed(HttpRequest request, String outcome) {
    return ImageRecord.failed(request.requestId(), SOURCE, null, outcome);
  }

  private void log(HttpRequest request, RuntimeException cause) {
    log.log(
        "Request %s failed: %s\n".formatted(request.requestId(), StackTrace.of(cause)),
        LogLevel.ERROR);
  }
}
