package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.HttpObserver;
import io.github.snaplabel.telemetry.PictureRecord;
import io.github.snaplabel.telemetry.Telemetry;
import io.github.snaplabel.vision.ImageException;
import io.github.snaplabel.vision.LabeledImage;

/** Notes what the HTTPS API does. Thread-safe. */
final class HttpTelemetry implements HttpObserver {
  private static final String SOURCE = "http";

  private final Telemetry telemetry;
  private final LambdaLogger log;

  HttpTelemetry(Telemetry telemetry, LambdaLogger log) {
    this.telemetry = telemetry;
    this.log = log;
  }

  @Override
  public void labeled(HttpRequest request, int bytes, LabeledImage result) {
    telemetry.picture(
        new PictureRecord(
            request.requestId(), SOURCE, bytes, PictureRecord.LABELED, Seen.of(result)));
  }

  @Override
  public void unreadable(HttpRequest request, int bytes, ImageException reason) {
    telemetry.picture(new PictureRecord(request.requestId(), SOURCE, bytes, reason.code(), null));
  }

  @Override
  public void failed(HttpRequest request, RuntimeException cause) {
    telemetry.picture(
        new PictureRecord(
            request.requestId(), SOURCE, request.body().length, "internal-error", null));
    log.log(
        "Request %s failed: %s\n".formatted(request.requestId(), StackTrace.of(cause)),
        LogLevel.ERROR);
  }
}
