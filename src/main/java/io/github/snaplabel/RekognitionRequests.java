package io.github.snaplabel;

import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.HttpApi;
import io.github.snaplabel.http.HttpObserver;
import io.github.snaplabel.http.HttpResponse;
import io.github.snaplabel.http.Labeling;
import io.github.snaplabel.http.ModelInfo;
import io.github.snaplabel.rekognition.RekognitionApi;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests of Rekognition's clients to the Rekognition API, and all others to the HTTP API.
 * The Rekognition API is created for its first request, so that no cold start waits for it.
 * Thread-safe.
 */
final class RekognitionRequests {
  private final Labeling labeling;
  private final ModelInfo model;
  private final HttpObserver observer;
  private @Nullable RekognitionApi api;

  RekognitionRequests(Labeling labeling, ModelInfo model, HttpObserver observer) {
    this.labeling = labeling;
    this.model = model;
    this.observer = observer;
  }

  /**
   * Returns the Rekognition API's response to a request of one of its clients, and otherwise that
   * of the HTTP API.
   */
  HttpResponse handle(HttpRequest request, HttpApi other) {
    return request.path().equals("/")
            && request.method().equals("POST")
            && request.header(RekognitionApi.TARGET).isPresent()
        ? api().handle(request, other.permits(request))
        : other.handle(request);
  }

  private synchronized RekognitionApi api() {
    if (api == null) {
      api = new RekognitionApi(labeling, model, observer);
    }
    return api;
  }
}
