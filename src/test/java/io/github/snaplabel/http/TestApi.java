package io.github.snaplabel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.event.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends requests to an API with a fake labeler. */
final class TestApi {
  /** ImageNet's classes. */
  static final Hierarchy HIERARCHY = hierarchy();

  private static Hierarchy hierarchy() {
    try {
      return Hierarchy.read(
              Path.of("model", ModelBundle.HIERARCHY),
              Labels.read(Path.of("model", ModelBundle.LABELS)))
          .withChinese(Path.of("model", ModelBundle.CHINESE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Labeling labeling(Labeler labeler) {
    return labeling(labeler, NO_OBJECTS);
  }

  private static Labeling labeling(Labeler labeler, ObjectAccess objects) {
    return new Labeling(labeler, HIERARCHY, LabelOptions.DEFAULT, objects);
  }

  static final ObjectAccess NO_OBJECTS = new ObjectAccess.NoObjects("There is no bucket");

  private static final ObjectMapper JSON = new ObjectMapper();

  final FakeLabeler labeler = new FakeLabeler();
  final RecordingObserver observer = new RecordingObserver();
  private final HttpApi api;

  TestApi(HttpSettings settings, ObjectAccess objects) {
    this.api = new HttpApi(settings, labeling(labeler, objects), ModelInfos.trained(), observer);
  }

  TestApi(HttpSettings settings) {
    this(settings, NO_OBJECTS);
  }

  TestApi() {
    this(HttpSettings.DEFAULT);
  }

  HttpApi withoutToken() {
    return api.withoutToken();
  }

  HttpResponse handle(HttpRequest request) {
    return api.handle(request);
  }

  /**
   * Sends a request without a body.
   *
   * @param headers each as {@code Name: value}
   */
  HttpResponse send(String method, String target, String... headers) {
    return handle(request(method, target, new byte[0], headers));
  }

  HttpResponse classify(byte[] body, String... headers) {
    return handle(request("POST", "/classify", body, headers));
  }

  HttpResponse classifyJson(String body) {
    return classify(body.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
  }

  static HttpRequest request(String method, String target, byte[] body, String... headers) {
    String[] parts = target.split("\\?", 2);
    Map<String, List<String>> query = new HashMap<>();
    if (parts.length == 2) {
      for (String pair : parts[1].split("&", -1)) {
        String[] sides = pair.split("=", 2);
        query.computeIfAbsent(sides[0], _ -> new ArrayList<>()).add(sides[1]);
      }
    }
    Map<String, List<String>> byName = new HashMap<>();
    Arrays.stream(headers)
        .map(header -> header.split(": ", 2))
        .forEach(sides -> byName.put(sides[0].toLowerCase(Locale.ROOT), List.of(sides[1])));
    return new HttpRequest(
        HttpRequest.Envelope.HTTP_API, method, parts[0], query, byName, body, "request-1");
  }

  static JsonNode json(HttpResponse response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }
}
