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
 * Tells the requests of Rekognition's clients from others, and answers them with an API that the
 * first of them creates, because a cold start should not wait for it. Thread-safe.
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

  /** Returns the response of Rekognition's API to a request of one of its clients, or else ours. */
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
