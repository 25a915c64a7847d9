package io.github.snaplabel;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.image.JpegDecoding;
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
 * Whole requests, one of each kind, that make the JVM load and compile what real ones will use.
 *
 * @param requests of one round, those that matter most first
 * @param rounds how often each request is sent, if there is time
 */
record WarmUp(List<Request> requests, int rounds) {
  /** On demand the caller waits for the start: only load what is needed. */
  private static final int ON_DEMAND_ROUNDS = 2;

  /** After so many rounds requests get no faster. */
  private static final int SNAPSHOT_ROUNDS = 300;

  /** What is left of Lambda's 10 s is for the first invocation to be answered soon. */
  private static final Duration ON_DEMAND_INIT = Duration.ofSeconds(5);

  /**
   * Lambda allows 130 s before a snapshot, whatever share of a processor comes with the memory
   * (0.29 at 512 MB). With what Java takes before the handler's constructor and one last request,
   * the start then ends within 40 s.
   */
  private static final Duration SNAPSHOT_INIT = Duration.ofSeconds(35);

  /** Returns how long after the handler began to start the last request may begin. */
  static Duration timeFor(Settings settings) {
    return settings.snapStart() ? SNAPSHOT_INIT : ON_DEMAND_INIT;
  }

  /** Returns requests with the photos of the model's bundle. */
  static WarmUp with(ModelBundle model, Settings settings) {
    byte[] photo = read(model, ModelBundle.SELF_TEST);
    List<Request> requests = new ArrayList<>(requests(photo));
    if (settings.jpegs() == JpegDecoding.JAVA_WHEN_LARGE) {
      byte[] large = read(model, ModelBundle.WARM_UP);
      requests.add(1, classify("image/jpeg", Base64.getEncoder().encodeToString(large), true));
    }
    return new WarmUp(requests, settings.snapStart() ? SNAPSHOT_ROUNDS : ON_DEMAND_ROUNDS);
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
   * @throws IllegalStateException if it is not answered as it must be
   */
  void once(UnaryOperator<byte[]> function) {
    requests.getFirst().send(function);
  }

  /**
   * Sends all requests, round by round, until all rounds are done or the time is up. The first
   * request is always sent, and one that has begun is finished.
   *
   * @return the number of complete rounds
   * @throws IllegalStateException if one is not answered as it must be
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
   * @param event as Lambda gets it
   * @param status of the right answer
   */
  record Request(String event, int status) {
    void send(UnaryOperator<byte[]> function) {
      byte[] answer = function.apply(event.getBytes(StandardCharsets.UTF_8));
      String text = new String(answer, StandardCharsets.UTF_8);
      if (!text.startsWith("{\"statusCode\":" + status)) {
        throw new IllegalStateException("A request of the warm-up was answered with " + text);
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

  /** An event as API Gateway sends it, with all that makes it go through code of its own. */
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
