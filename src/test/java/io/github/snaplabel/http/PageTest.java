package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.event.HttpRequest.Envelope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the page is sent; its behavior is tested in browsers. */
class PageTest {
  private final TestApi api = api(Access.PUBLIC);
  private final HttpResponse page = api.send("GET", "/");

  private static TestApi api(Access access) {
    return new TestApi(settings(access));
  }

  private static HttpSettings settings(Access access) {
    return new HttpSettings(access, "0f".repeat(32), null, 16, 5);
  }

  private static String only(String text, String pattern) {
    List<String> found =
        Pattern.compile(pattern, Pattern.DOTALL)
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(found).as(pattern).hasSize(1);
    return found.getFirst();
  }

  private static String hash(String text) {
    return Base64.getEncoder()
        .encodeToString(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String unzipped(HttpResponse response) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(response.body());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itIsOneSmallDocument() {
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("{{");
    assertThat(page.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60_000);
    String gzip = api.send("GET", "/", "Accept-Encoding: gzip").body();
    assertThat(Base64.getDecoder().decode(gzip)).hasSizeLessThan(20_000);
  }

  @Test
  void itsMarkupAndStyleLoadNothing() {
    assertThat(Resources.text("page.html"))
        .doesNotContainPattern("\\s(src|srcset|poster|action)=")
        .doesNotContainPattern("=\"(https?:)?//");
    assertThat(Resources.text("base.css") + Resources.text("page.css"))
        .doesNotContain("url(", "@import");
  }

  @Test
  void itSaysWhetherRequestsHaveToBeSigned() {
    HttpResponse signed = api(Access.IAM).send("GET", "/");

    assertThat(signed.body()).contains("<html lang=\"en\" data-access=\"iam\">");
    assertThat(signed.headers().get("Content-Security-Policy"))
        .isEqualTo(page.headers().get("Content-Security-Policy"));
    assertThat(signed.headers().get("ETag")).isNotEqualTo(page.headers().get("ETag"));
    assertThat(page.body()).contains("<html lang=\"en\">");
    assertThat(api(Access.TOKEN).send("GET", "/").body()).isEqualTo(page.body());
  }

  @ParameterizedTest
  @EnumSource
  void itWarnsAboutAnUntrainedModelInBothRepresentations(Access access) throws IOException {
    HttpApi untrained =
        new HttpApi(
            settings(access),
            TestApi.labeling(new FakeLabeler()),
            ModelInfos.untrained(),
            new RecordingObserver());

    HttpResponse plain = untrained.handle(TestApi.request("GET", "/", new byte[0]));
    HttpResponse zipped =
        untrained.handle(TestApi.request("GET", "/", new byte[0], "Accept-Encoding: gzip"));

    HttpResponse trained = api(access).send("GET", "/");
    assertThat(plain.body())
        .isEqualTo(trained.body().replaceFirst("<html ", "<html data-trained=\"false\" "));
    assertThat(unzipped(zipped)).isEqualTo(plain.body());
    assertThat(plain.headers().get("Content-Security-Policy"))
        .isEqualTo(trained.headers().get("Content-Security-Policy"));
    assertThat(plain.headers().get("ETag")).isNotEqualTo(trained.headers().get("ETag"));
    assertThat(trained.body()).doesNotContain("data-trained");
  }

  @Test
  void itOffersNoExamplesIfTheModelHasOtherClasses() {
    HttpApi own =
        new HttpApi(
            settings(Access.PUBLIC),
            TestApi.labeling(new FakeLabeler()),
            ModelInfos.ofOwnClasses(),
            new RecordingObserver());

    assertThat(own.handle(TestApi.request("GET", "/", new byte[0])).body())
        .isEqualTo(page.body().replaceFirst("<html ", "<html data-examples=\"false\" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat.jpg", "photographer.jpg"})
  void itsExamplePhotosAreSmallJpegs(String name) throws IOException {
    HttpResponse response = api.send("GET", "/assets/" + name, "Accept: image/*");

    assertThat(response.headers())
        .containsEntry("Content-Type", "image/jpeg")
        .containsEntry("Cache-Control", "public, max-age=86400");
    assertThat(response.base64()).isTrue();
    byte[] photo = Base64.getDecoder().decode(response.body());
    assertThat(photo).hasSizeLessThan(10_000);
    assertThat(ImageIO.read(new ByteArrayInputStream(photo)))
        .extracting("width", "height")
        .containsExactly(320, 240);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-Hans", "zh-Hant"})
  void itsTextsInOtherLanguagesAreCompressed(String language) throws IOException {
    HttpResponse response =
        api.send("GET", "/assets/" + language + ".json", "Accept-Encoding: gzip");

    assertThat(response.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Cache-Control", "public, max-age=300");
    assertThat(unzipped(response))
        .isEqualTo(api.send("GET", "/assets/" + language + ".json").body());
    assertThat(Base64.getDecoder().decode(response.body())).hasSizeLessThan(3_000);
  }

  @Test
  void itsPolicyAllowsOnlyItsOwnScriptAndStyle() {
    String script = only(page.body(), "<script type=\"module\">(.*?)</script>");
    String style = only(page.body(), "<style>(.*?)</style>");

    assertThat(page.headers())
        .containsEntry(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; img-src blob: data:; "
                    .formatted(hash(script), hash(style))
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "no-referrer")
        .hasEntrySatisfying(
            "Permissions-Policy", policy -> assertThat(policy).contains("camera=()"));
  }

  @Test
  void itNeedsNoLooserPolicy() {
    assertThat(page.body())
        .doesNotContainPattern("<[^>]+\\s(style|on[a-z]+)=")
        .doesNotContain("innerHTML", "eval(", "javascript:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "*", "gzip, *;q=0", "x-gzip"})
  void clientsThatAcceptGzipGetIt(String acceptEncoding) throws IOException {
    HttpResponse response = api.send("GET", "/", "Accept-Encoding: " + acceptEncoding);

    assertThat(response.base64()).isTrue();
    assertThat(response.headers())
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Vary", "Accept-Encoding")
        .containsEntry("Content-Type", "text/html; charset=utf-8")
        .containsKey("Content-Security-Policy");
    assertThat(unzipped(response)).isEqualTo(page.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "br", "identity", "gzip;q=0", "*, gzip;q=0.0", "*;q=0", "gzipped"})
  void otherClientsGetPlainText(String acceptEncoding) {
    HttpResponse response = api.send("GET", "/", "Accept-Encoding: " + acceptEncoding);

    assertThat(response.base64()).isFalse();
    assertThat(response.headers())
        .containsEntry("Vary", "Accept-Encoding")
        .doesNotContainKey("Content-Encoding");
    assertThat(response.body()).isEqualTo(page.body());
  }

  @ParameterizedTest
  @EnumSource
  void responsesAreCompressedOnlyIfTheGatewayDecodesBase64(Envelope envelope) {
    HttpResponse response =
        api.handle(
            new HttpRequest(
                envelope,
                "GET",
                "/",
                Map.of(),
                Map.of("accept-encoding", List.of("gzip")),
                new byte[0],
                "request-1"));

    assertThat(response.base64()).isEqualTo(envelope != Envelope.REST_API);
  }

  @Test
  void theResponseToHeadHasNoBodyEvenIfCompressed() {
    HttpResponse head = api.send("HEAD", "/", "Accept-Encoding: gzip");

    assertThat(head.headers()).isEqualTo(api.send("GET", "/", "Accept-Encoding: gzip").headers());
    assertThat(head.body()).isEmpty();
    assertThat(head.base64()).isFalse();
  }

  @Test
  void theOpenApiDocumentIsCompressedToo() throws IOException {
    HttpResponse response = api.send("GET", "/openapi.json", "Accept-Encoding: gzip");

    assertThat(Objects.requireNonNull(response.headers().get("Content-Encoding")))
        .isEqualTo("gzip");
    assertThat(unzipped(response)).isEqualTo(api.send("GET", "/openapi.json").body());
  }
}
