package io.github.snaplabel;

import io.github.snaplabel.vision.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whole requests, one of each kind, that make the JVM load and compile what real ones will use.
 *
 * @param requests events as Lambda gets them
 * @param rounds how often each is answered
 */
record WarmUp(List<byte[]> requests, int rounds) {
  /** On demand the start is waited for, and has ten seconds at most: only load what is needed. */
  private static final int ON_DEMAND_ROUNDS = 2;

  /**
   * A snapshot is made once and has 130 seconds: after so many rounds nothing gets faster any more.
   */
  private static final int SNAPSHOT_ROUNDS = 300;

  /** Requests for the photo of the model's self-test. */
  static WarmUp with(ModelBundle model, Settings settings) {
    byte[] photo = read(model);
    String base64 = Base64.getEncoder().encodeToString(photo);
    String json = "{\\\"image\\\":\\\"" + base64 + "\\\"}";
    return new WarmUp(
        List.of(
            event("POST", "/classify", "image/jpeg", base64, true),
            event("POST", "/classify", "application/json", json, false),
            event("POST", "/classify", "multipart/form-data; boundary=b", multipart(photo), true),
            event("GET", "/", "", "", false),
            event("GET", "/nowhere", "", "", false)),
        settings.snapStart() ? SNAPSHOT_ROUNDS : ON_DEMAND_ROUNDS);
  }

  /** Sends the first request once: a photo as a browser sends it. */
  void once(Consumer<byte[]> function) {
    function.accept(requests.getFirst());
  }

  /** Sends each request as often as it takes. */
  void run(Consumer<byte[]> function) {
    for (int round = 0; round < rounds; round++) {
      requests.forEach(function);
    }
  }

  private static byte[] read(ModelBundle model) {
    try {
      return Files.readAllBytes(model.directory().resolve(ModelBundle.SELF_TEST));
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

  private static byte[] event(
      String method, String path, String contentType, String body, boolean base64) {
    return """
    {"version": "2.0", "routeKey": "$default", "rawPath": "%s", "rawQueryString": "",
     "headers": {"content-type": "%s"},
     "requestContext": {"http": {"method": "%s", "path": "%s"}, "requestId": "warm-up",
                        "stage": "$default"},
     "body": "%s", "isBase64Encoded": %b}
    """
        .formatted(path, contentType, method, path, body, base64)
        .getBytes(StandardCharsets.UTF_8);
  }
}
