package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests what {@code serve --bucket} sends to the folder's page. */
class BucketSiteIT extends ServedBucket {
  private static final String KEY = "my album/café+1 100% 猫 😀.jpg";
  private static final String ITS_PATH =
      "/bucket/objects/my%20album/caf%C3%A9+1%20100%25%20%E7%8C%AB%20%F0%9F%98%80.jpg";

  @Test
  void thePageAndItsPicturesComeFromThisMachineAlone() throws Exception {
    put(PHOTO, KEY);
    Files.writeString(folder.resolve("page.jpg"), "<!doctype html><script>alert(1)</script>");
    try (RunningCommand _ = serve(new ArrayList<>());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> page = get(client, "/bucket");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
          .contains("script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(page.body()).contains("href=\"/\"");
      for (String part :
          List.of(
              "/bucket/base.css", "/bucket/page.css", "/bucket/bucket.css", "/bucket/bucket.js")) {
        assertThat(page.body()).contains(part);
        assertThat(get(client, part).statusCode()).as(part).isEqualTo(200);
      }
      HttpResponse<byte[]> picture =
          client.send(
              HttpRequest.newBuilder(address.resolve(ITS_PATH)).build(),
              BodyHandlers.ofByteArray());
      assertThat(picture.body()).isEqualTo(Files.readAllBytes(PHOTO));
      assertThat(picture.headers().firstValue("content-type")).contains("image/jpeg");
      assertThat(picture.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(picture.headers().firstValue("content-security-policy").orElseThrow())
          .contains("sandbox");
      for (String other :
          List.of("page.jpg", ".snaplabel/tags.json", "..%2F..%2Fetc%2Fpasswd", "%2Fetc/passwd")) {
        assertThat(get(client, "/bucket/objects/" + other).statusCode()).as(other).isEqualTo(404);
      }
      assertThat(answerTo("/bucket", "evil.example")).contains(" 403 ");
      assertThat(answerTo("/bucket/events", "evil.example:" + address.getPort())).contains(" 403 ");
      assertThat(get(client, "/health").statusCode()).isEqualTo(200);
    }
  }

  /**
   * Returns a response's status line, read by a socket: HTTP clients do not let tests set the host.
   */
  private String answerTo(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void aHeicHasNoThumbnailIfHeicIsOff() throws Exception {
    Files.write(folder.resolve("phone.heic"), HeicPhoto.file());
    Files.write(folder.resolve("twin.png"), HeicPhoto.twin());
    List<String> output = new ArrayList<>();
    try (RunningCommand _ = serve(output, "SNAPLABEL_HEIC=off");
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(output).contains("phone.heic: unsupported-image");
      assertThat(get(client, "/bucket/thumbnails/twin.png").statusCode()).isEqualTo(200);
      HttpResponse<String> thumbnail = get(client, "/bucket/thumbnails/phone.heic");
      assertThat(thumbnail.statusCode()).isEqualTo(404);
      assertThat(thumbnail.body()).isEqualTo("The picture cannot be shown.\n");
    }
  }

  @Test
  void thePageReceivesLiveEvents() throws Exception {
    put(PHOTO, "a.jpg");
    try (RunningCommand _ = serve(new ArrayList<>());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/bucket/events")).build();
      try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body();
          BufferedReader events =
              new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        JsonNode all = event(events, "all").at("/pictures/0");
        assertThat(all.get("state").asText()).isEqualTo("tagged");
        assertThat(all.at("/labels/0/name").asText()).isEqualTo(ModelAnswers.selfTestTag());

        put(OTHER, "b.jpg");
        JsonNode some = event(events, "some").at("/pictures/0");
        while (!some.get("state").asText().equals("tagged")) {
          some = event(events, "some").at("/pictures/0");
        }
        assertThat(some.get("key").asText()).isEqualTo("b.jpg");
        assertThat(some.get("tags").propertyStream().map(Map.Entry::getKey))
            .contains("snaplabel:labels", "snaplabel:model");

        Files.delete(folder.resolve("a.jpg"));
        assertThat(event(events, "some").at("/gone/0").asText()).isEqualTo("a.jpg");
      }
    }
  }

  private static JsonNode event(BufferedReader events, String name) throws IOException {
    String line = events.readLine();
    while (!line.equals("event: " + name)) {
      line = events.readLine();
    }
    return new ObjectMapper().readTree(events.readLine().substring("data: ".length()));
  }
}
