package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String TOKEN = "correct-horse.battery~staple";
  private static final String HASH =
      HexFormat.of().formatHex(Digests.sha256(TOKEN.getBytes(StandardCharsets.UTF_8)));

  private final TestApi api = new TestApi(settings(Access.TOKEN, HASH));

  private static HttpSettings settings(Access access, @Nullable String hash) {
    return new HttpSettings(access, hash, null, 16, 5);
  }

  private HttpResponse classify(String... headers) {
    return api.classify(FakeLabeler.image("alp"), headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
  void requestsWithTheTokenAreAccepted(String scheme) {
    assertThat(classify("authorization: " + scheme + TOKEN).status()).isEqualTo(200);
    assertThat(api.send("GET", "/model", "AUTHORIZATION: " + scheme + TOKEN).status())
        .isEqualTo(200);
  }

  @Test
  void theHashMayBeUpperCase() {
    TestApi other = new TestApi(settings(Access.TOKEN, HASH.toUpperCase(Locale.ROOT)));

    assertThat(other.send("GET", "/model", "Authorization: Bearer " + TOKEN).status())
        .isEqualTo(200);
  }

  @Test
  void theFunctionItselfNeedsNoToken() {
    var request = TestApi.request("GET", "/model", new byte[0]);

    assertThat(api.withoutToken().handle(request).status()).isEqualTo(200);
    assertThat(api.handle(request).status()).isEqualTo(401);
  }

  @Test
  void requestsWithoutATokenAreChallenged() {
    HttpResponse response = classify();

    assertProblem(response, 401, "unauthorized");
    assertThat(response.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"snaplabel\"");
    assertThat(api.labeler.requested).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", TOKEN + "x", "correct-horse.battery~stapl", "\u00E4"})
  void aWrongTokenIsRejected(String token) {
    HttpResponse response = classify("Authorization: Bearer " + token);

    assertProblem(response, 401, "unauthorized");
    assertThat(response.headers())
        .containsEntry("WWW-Authenticate", "Bearer realm=\"snaplabel\", error=\"invalid_token\"");
    assertThat(response.body()).doesNotContain(TOKEN, HASH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dTpw", "Bearer", "Bearer ", TOKEN, "Bearer a b", ""})
  void otherAuthorizationIsTreatedAsMissing(String authorization) {
    assertProblem(classify("Authorization: " + authorization), 401, "unauthorized");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/cat.jpg",
        "/assets/photographer.jpg",
        "/assets/zh-Hans.json",
        "/assets/zh-Hant.json",
        "/docs",
        "/health",
        "/openapi.json"
      })
  void someRoutesStayOpen(String path) {
    assertThat(api.send("GET", path).status()).isEqualTo(200);
  }

  @Test
  void preflightRequestsNeedNoToken() {
    assertThat(api.send("OPTIONS", "/classify").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "TOKEN")
  void otherAccessNeedsNoToken(Access access) {
    TestApi open = new TestApi(settings(access, null));

    assertThat(open.classify(FakeLabeler.image("alp")).status()).isEqualTo(200);
  }

  @Test
  void invalidSettingsSayWhatIsAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Access.TOKEN, null))
        .withMessageContaining("SHA-256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Access.TOKEN, "abc"))
        .withMessageContaining("64 hex digits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpSettings(Access.IAM, null, "example.org", 16, 5))
        .withMessageContaining("https://example.org");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpSettings(Access.IAM, null, null, 0, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpSettings(Access.IAM, null, null, 16, 100_001));
  }
}
