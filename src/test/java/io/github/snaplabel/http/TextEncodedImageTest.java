package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncodedImageTest {
  private final TestApi api = new TestApi();

  private static byte[] asText(byte[] image, Charset readAs) {
    return new String(image, readAs).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a JPEG, whose pixels the fake labeler does not decode. */
  private static byte[] jpeg() throws IOException {
    return Files.readAllBytes(Path.of("model/self-test.jpg"));
  }

  private static Stream<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/images"))) {
      return files.filter(file -> !file.toString().endsWith(".rgb")).toList().stream();
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, image/jpeg", "ISO-8859-1, image/jpeg", "UTF-8, text/plain"})
  void anImageThatWasTurnedIntoTextIsReportedAsSuch(String readAs, String type) throws IOException {
    byte[] mangled = asText(jpeg(), Charset.forName(readAs));

    HttpResponse response = api.classify(mangled, "Content-Type: " + type);

    assertThat(assertProblem(response, 415, "unsupported-media-type"))
        .contains("turned into text", "Content-Type: image/jpeg", "binaryMediaTypes", "*/*");
  }

  @Test
  void anImageInJsonThatWasTurnedIntoTextIsReportedToo() throws IOException {
    String image = Base64.getEncoder().encodeToString(asText(jpeg(), StandardCharsets.UTF_8));

    JsonNode answer = TestApi.json(api.classifyJson("{\"images\": [\"%s\"]}".formatted(image)));

    assertThat(answer.at("/results/0/error/code").asText()).isEqualTo("unsupported-media-type");
    assertThat(answer.at("/results/0/error/detail").asText()).contains("turned into text");
  }

  @ParameterizedTest
  @MethodSource("images")
  void realImagesAreNotDetected(Path image) throws IOException {
    assertThat(TextEncodedImage.matches(Files.readAllBytes(image))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "rgba.png", "progressive.jpg"})
  void everyJpegAndPngThatWasTurnedIntoTextIsDetected(String name) throws IOException {
    byte[] image = Files.readAllBytes(Path.of("src/test/resources/images", name));

    assertThat(TextEncodedImage.matches(asText(image, StandardCharsets.UTF_8))).isTrue();
    assertThat(TextEncodedImage.matches(asText(image, StandardCharsets.ISO_8859_1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "gänzlich anderer Text", "ÿ is a letter"})
  void plainTextIsNotDetected(String text) {
    assertThat(TextEncodedImage.matches(text.getBytes(StandardCharsets.UTF_8))).isFalse();
  }
}
