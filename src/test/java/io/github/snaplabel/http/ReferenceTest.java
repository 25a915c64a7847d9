package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tests the page that describes the API. */
class ReferenceTest {
  private final TestApi api = new TestApi(HttpSettings.DEFAULT);
  private final HttpResponse page = api.send("GET", "/docs");

  @Test
  void itDescribesEveryOperationParameterAndErrorCode() {
    JsonNode openApi = TestApi.json(api.send("GET", "/openapi.json"));

    openApi
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  String method = operation.getKey().toUpperCase(Locale.ROOT);
                  assertThat(page.body()).contains(method + " " + path.getKey() + "</code>");
                  operation
                      .getValue()
                      .path("parameters")
                      .forEach(parameter ->
                          assertThat(page.body()).contains(parameter.path("name").asText()));
                }));
    for (ProblemType type : ProblemType.values()) {
      assertThat(page.body()).contains(type.code());
    }
  }

  @Test
  void itIsOneSmallDocumentWithoutPlaceholders() {
    assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("{{");
    assertThat(page.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30_000);
    String gzip = api.send("GET", "/docs", "Accept-Encoding: gzip").body();
    assertThat(Base64.getDecoder().decode(gzip)).hasSizeLessThan(10_000);
  }

  @Test
  void itsPolicyIsThatOfThePageWithItsOwnHashes() {
    String policy = String.valueOf(page.headers().get("Content-Security-Policy"));
    String ofThePage =
        String.valueOf(api.send("GET", "/").headers().get("Content-Security-Policy"));

    assertThat(policy.replaceAll("'sha256-[^']+'", ""))
        .isEqualTo(ofThePage.replaceAll("'sha256-[^']+'", ""));
    for (String[] part :
        new String[][] {{"<style>", "</style>"}, {"<script type=\"module\">", "</script>"}}) {
      String content = page.body().split(part[0], 2)[1].split(part[1], 2)[0];
      byte[] hash = Digests.sha256(content.getBytes(StandardCharsets.UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
    assertThat(page.body()).doesNotContainPattern("<[^>]+\\s(style|on[a-z]+)=");
  }
}
