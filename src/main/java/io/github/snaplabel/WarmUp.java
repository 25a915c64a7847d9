package io.github.snaplabel;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.image.PreferredDecoder;
import io.github.snaplabel.image.WarmUpPng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Complete requests, one of each kind, that make the JVM load and compile the code that real
 * requests use.
 *
 * @param requests of one round, the most important first
 * @param rounds how often each request is sent if time allows
 */
record WarmUp(List<Request> requests, int rounds) {
  /** Measured: requests do not get faster after this many rounds. */
  private static final int SNAPSHOT_ROUNDS = 100;

  /**
   * How long after the start of the handler's constructor the last request may start. Lambda allows
   * 130 s before a snapshot, whatever CPU share the memory setting provides (0.29 at 512 MB).
   * Including the JVM's start and one last request, initialization then ends within 100 s.
   */
  static final Duration TIME_LIMIT = Duration.ofSeconds(90);

  /** Returns requests with the photos of the model's bundle. */
  static WarmUp with(ModelBundle model, Settings settings) {
    List<Request> requests = new ArrayList<>(requests(read(model, ModelBundle.SELF_TEST)));
    if (!settings.snapStart()) {
      // A caller is waiting. After one photo, the next request takes at most a quarter longer than
      // later ones. More warm-up requests would take more time than they save.
      return new WarmUp(requests.subList(0, 1), 1);
    }
    if (settings.decoder() == PreferredDecoder.JAVA) {
      requests.add(1, large(model, ModelBundle.WARM_UP));
      requests.add(2, large(model, ModelBundle.WARM_UP_PROGRESSIVE));
      requests.add(3, png(WarmUpPng.COLOR));
      requests.add(4, png(WarmUpPng.COLOR_AND_OPACITY));
    }
    return new WarmUp(requests, SNAPSHOT_ROUNDS);
  }

  private static Request large(ModelBundle model, String name) {
    return classify("image/jpeg", Base64.getEncoder().encodeToString(read(model, name)), true);
  }

  private static Request png(WarmUpPng png) {
    return classify("image/png", Base64.getEncoder().encodeToString(png.make()), true);
  }

  private static List<Request> requests(byte[] photo) {
    String base64 = Base64.getEncoder().encodeToString(photo);
    String json = "{\\\"image\\\":\\\"" + base64 + "\\\"}";
    return List.of(
        classify("image/jpeg", base64, true),
        classify("application/json", json, false),
        classify("multipart/form-data; boundary=b", multipart(photo), true),
        new Request(event("GET", "/", "", "", false), 200),
        new Request(event("GET", "/nowhere", "", "", false), 404));
  }

  /**
   * Sends the first request once: a photo as a browser sends it.
   *
   * @throws IllegalStateException if the response is not the expected one
   */
  void sendFirst(UnaryOperator<byte[]> function) {
    requests.getFirst().send(function);
  }

  /**
   * Sends all requests, round by round, until all rounds are complete or the time has passed. The
   * first request is always sent, and a request that has started is always completed.
   *
   * @return the number of complete rounds
   * @throws IllegalStateException if a response is not the expected one
   */
  int run(UnaryOperator<byte[]> function, TimeBudget budget) {
    int sent = 0;
    do {
      requests.get(sent % requests.size()).send(function);
      sent++;
    } while (sent < rounds * requests.size() && !budget.isSpent());
    return sent / requests.size();
  }

  /**
   * One request.
   *
   * @param event as Lambda receives it
   * @param status expected HTTP status of the response
   */
  record Request(String event, int status) {
    void send(UnaryOperator<byte[]> function) {
      byte[] response = function.apply(event.getBytes(StandardCharsets.UTF_8));
      String text = new String(response, StandardCharsets.UTF_8);
      if (!text.startsWith("{\"statusCode\":" + status)) {
        throw new IllegalStateException("A warm-up request was answered with " + text);
      }
    }
  }

  private static byte[] read(ModelBundle model, String file) {
    try {
      return Files.readAllBytes(model.directory().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String multipart(byte[] photo) {
    String head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.jpg\"\r\n\r\n";
    String latin1 = head + new String(photo, StandardCharsets.ISO_8859_1) + "\r\n--b--\r\n";
    return Base64.getEncoder().encodeToString(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Request classify(String contentType, String body, boolean base64) {
    return new Request(event("POST", "/classify", contentType, body, base64), 200);
  }

  /** Returns an event as API Gateway sends it, with every field that the function reads. */
  private static String event(
      String method, String path, String contentType, String body, boolean base64) {
    return """
    {"version": "2.0", "routeKey": "$default", "rawPath": "%s", "rawQueryString": "topK=3",
     "cookies": [],
     "headers": {"accept": "*/*", "accept-encoding": "gzip", "content-type": "%s",
                 "host": "localhost"},
     "queryStringParameters": {"topK": "3"},
     "requestContext": {"http": {"method": "%s", "path": "%s"}, "requestId": "warm-up",
                        "stage": "$default", "timeEpoch": 1700000000000},
     "body": "%s", "isBase64Encoded": %b}
    """
        .formatted(path, contentType, method, path, body, base64);
  }
}
