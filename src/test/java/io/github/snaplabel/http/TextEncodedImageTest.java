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

  private static byte[] asText(byte[] picture, Charset readAs) {
    return new String(picture, readAs).getBytes(StandardCharsets.UTF_8);
  }

  /** A JPEG without the pixels, which the fake labeler does not know. */
  private static byte[] jpeg() throws IOException {
    return Files.readAllBytes(Path.of("model/self-test.jpg"));
  }

  private static Stream<Path> pictures() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/images"))) {
      return files.filter(file -> !file.toString().endsWith(".rgb")).toList().stream();
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, image/jpeg", "ISO-8859-1, image/jpeg", "UTF-8, text/plain"})
  void theSenderIsToldThatThePictureWasTurnedIntoText(String readAs, String type)
      throws IOException {
    byte[] mangled = asText(jpeg(), Charset.forName(readAs));

    HttpResponse response = api.classify(mangled, "Content-Type: " + type);

    assertThat(assertProblem(response, 415, "unsupported-media-type"))
        .contains("turned into text", "Content-Type: image/jpeg", "binaryMediaTypes", "*/*");
  }

  @Test
  void soIsWhoeverSendsItInJson() throws IOException {
    String image = Base64.getEncoder().encodeToString(asText(jpeg(), StandardCharsets.UTF_8));

    JsonNode answer = TestApi.json(api.classifyJson("{\"images\": [\"%s\"]}".formatted(image)));

    assertThat(answer.at("/results/0/error/code").asText()).isEqualTo("unsupported-media-type");
    assertThat(answer.at("/results/0/error/detail").asText()).contains("turned into text");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void noRealPictureLooksLikeIt(Path picture) throws IOException {
    assertThat(TextEncodedImage.matches(Files.readAllBytes(picture))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "rgba.png", "progressive.jpg"})
  void everyJpegAndPngThatWasTurnedIntoTextDoes(String name) throws IOException {
    byte[] picture = Files.readAllBytes(Path.of("src/test/resources/images", name));

    assertThat(TextEncodedImage.matches(asText(picture, StandardCharsets.UTF_8))).isTrue();
    assertThat(TextEncodedImage.matches(asText(picture, StandardCharsets.ISO_8859_1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "gänzlich anderer Text", "ÿ is a letter"})
  void plainTextDoesNot(String text) {
    assertThat(TextEncodedImage.matches(text.getBytes(StandardCharsets.UTF_8))).isFalse();
  }
}
