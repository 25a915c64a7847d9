package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingTest {
  private final TestApi api = new TestApi();

  private String tag(String path) {
    return Objects.requireNonNull(api.send("GET", path).headers().get("ETag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/cat.jpg",
        "/assets/zh-Hant.json",
        "/docs",
        "/labels",
        "/model",
        "/openapi.json"
      })
  void whatTheClientHasIsNotSentAgain(String path) {
    String tag = tag(path);
    assertThat(tag).matches("\"[0-9a-f]{32}\"");

    for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag + " ,\"y\"", "*"}) {
      HttpResponse response = api.send("GET", path, "If-None-Match: " + known);
      assertThat(response.status()).as(known).isEqualTo(304);
      assertThat(response.body()).isEmpty();
      assertThat(response.headers())
          .containsEntry("ETag", tag)
          .containsKey("Cache-Control")
          .doesNotContainKey("Content-Type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/zh-Hans.json", "/docs", "/labels", "/openapi.json"})
  void eachEncodingHasItsOwnTag(String path) {
    String plain = tag(path);
    HttpResponse compressed = api.send("GET", path, "Accept-Encoding: gzip");
    String tag = compressed.headers().get("ETag");

    assertThat(tag).matches("\"[0-9a-f]{32}-gzip\"").isNotEqualTo(plain);
    assertThat(api.send("GET", path, "Accept-Encoding: gzip", "If-None-Match: " + tag).headers())
        .containsEntry("ETag", tag)
        .hasEntrySatisfying("Vary", vary -> assertThat(vary).contains("Accept-Encoding"))
        .doesNotContainKey("Content-Encoding");
    assertThat(api.send("GET", path, "Accept-Encoding: gzip", "If-None-Match: " + plain).status())
        .isEqualTo(200);
    assertThat(api.send("GET", path, "If-None-Match: " + tag).status()).isEqualTo(200);
  }

  @Test
  void theLabelsHaveATagForEachLanguage() {
    String english = tag("/labels");
    HttpResponse chinese = api.send("GET", "/labels", "Accept-Language: zh-CN,zh;q=0.9");
    String tag = chinese.headers().get("ETag");

    assertThat(tag).isNotEqualTo(english).isEqualTo(tag("/labels?lang=zh"));
    assertThat(chinese.headers()).containsEntry("Vary", "Accept-Language, Accept-Encoding");
    HttpResponse known = api.send("GET", "/labels", "Accept-Language: zh", "If-None-Match: " + tag);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.headers()).containsEntry("Vary", "Accept-Language, Accept-Encoding");
    assertThat(api.send("GET", "/labels", "If-None-Match: " + tag).status()).isEqualTo(200);
  }

  @Test
  void whatTheClientDoesNotHaveIsSent() {
    assertThat(api.send("GET", "/model", "If-None-Match: \"other\"").status()).isEqualTo(200);
    assertThat(api.send("GET", "/model", "If-None-Match: ").status()).isEqualTo(200);
  }

  @Test
  void eachDocumentHasItsOwnTag() {
    assertThat(tag("/")).isNotEqualTo(tag("/model")).isNotEqualTo(tag("/openapi.json"));
  }

  @Test
  void sharedCachesMayOnlyStoreOpenDocuments() {
    assertThat(api.send("GET", "/").headers().get("Cache-Control")).startsWith("public");
    assertThat(api.send("GET", "/model").headers().get("Cache-Control")).startsWith("private");
    assertThat(api.send("GET", "/labels").headers().get("Cache-Control")).startsWith("private");
  }

  @Test
  void predictionsMustNotBeStored() {
    assertThat(api.classify(FakeLabeler.image("alp")).headers())
        .containsEntry("Cache-Control", "no-store")
        .doesNotContainKey("ETag");
  }
}
