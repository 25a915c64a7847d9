package io.github.snaplabel.rekognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.http.HttpObserver;
import io.github.snaplabel.http.HttpResponse;
import io.github.snaplabel.http.Labeling;
import io.github.snaplabel.http.ModelInfo;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Rekognition's API in AWS JSON 1.1, with the one operation {@code DetectLabels}. Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1</a>
 */
public final class RekognitionApi {
  /** The header that names the operation. */
  public static final String TARGET = "X-Amz-Target";

  private static final String DETECT_LABELS = "RekognitionService.DetectLabels";
  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private final DetectLabels detectLabels;
  private final HttpObserver observer;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Creates the API.
   *
   * @param model that labels the images
   */
  public RekognitionApi(Labeling labeling, ModelInfo model, HttpObserver observer) {
    this.detectLabels = new DetectLabels(labeling, model, observer);
    this.observer = observer;
  }

  /**
   * Handles a request with the header {@link #TARGET}. Invalid requests and internal failures are
   * answered with Rekognition's exceptions.
   *
   * @param permitted whether the caller may use the API
   */
  public HttpResponse handle(HttpRequest request, boolean permitted) {
    try {
      return response(request, 200, answer(request, permitted), Map.of());
    } catch (RekognitionException e) {
      return failure(request, e);
    } catch (RuntimeException cause) {
      observer.failed(request, cause);
      return failure(request, RekognitionException.internal(request.requestId()));
    }
  }

  private DetectLabelsResponse answer(HttpRequest request, boolean permitted)
      throws RekognitionException {
    if (!permitted) {
      throw new RekognitionException(
          RekognitionFault.ACCESS_DENIED,
          "The request needs the header Authorization: Bearer TOKEN, with the right token");
    }
    if (!request.header(TARGET).orElse("").equals(DETECT_LABELS)) {
      throw new RekognitionException(
          RekognitionFault.UNKNOWN_OPERATION, "The only operation is " + DETECT_LABELS);
    }
    return detectLabels.answer(request);
  }

  private HttpResponse failure(HttpRequest request, RekognitionException e) {
    RekognitionFault fault = e.fault();
    Map<String, String> body = new LinkedHashMap<>();
    body.put("__type", fault.type());
    body.put("Message", Objects.requireNonNull(e.getMessage()));
    return response(request, fault.status(), body, Map.of("x-amzn-ErrorType", fault.type()));
  }

  private HttpResponse response(
      HttpRequest request, int status, Object body, Map<String, String> further) {
    Map<String, String> headers = new LinkedHashMap<>(further);
    headers.put("Content-Type", CONTENT_TYPE);
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("x-amzn-RequestId", request.requestId());
    try {
      return new HttpResponse(status, headers, json.writeValueAsString(body), false);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
