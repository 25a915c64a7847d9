package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the token of a request (RFC 6750, {@code Authorization: Bearer}). The function only knows
 * the token's hash; hashes are compared in constant time.
 */
final class TokenCheck {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  /** Accepts every request. */
  static final TokenCheck NONE = new TokenCheck(null);

  private final byte @Nullable [] expected;

  private TokenCheck(byte @Nullable [] expected) {
    this.expected = expected;
  }

  static TokenCheck of(HttpSettings settings) {
    String hash = settings.tokenSha256();
    return settings.access() == Access.TOKEN && hash != null
        ? new TokenCheck(HexFormat.of().parseHex(hash))
        : NONE;
  }

  /**
   * Checks a request; without {@link Access#TOKEN} every request passes.
   *
   * @throws ProblemException if the token is missing or wrong
   */
  void check(HttpRequest request) throws ProblemException {
    if (expected == null) {
      return;
    }
    Matcher bearer = BEARER.matcher(request.header("Authorization").orElse(""));
    if (!bearer.matches()) {
      throw unauthorizedException("Send the token as Authorization: Bearer TOKEN", "");
    }
    byte[] hash = Digests.sha256(bearer.group(1).getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(hash, expected)) {
      throw unauthorizedException("The token is wrong", ", error=\"invalid_token\"");
    }
  }

  /** Returns whether a request passes. */
  boolean permits(HttpRequest request) {
    try {
      check(request);
      return true;
    } catch (ProblemException _) {
      return false;
    }
  }

  private static ProblemException unauthorizedException(String detail, String error) {
    return new ProblemException(
        ProblemType.UNAUTHORIZED,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"snaplabel\"" + error));
  }
}
