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
 * Lets through who knows the token (RFC 6750, {@code Authorization: Bearer}). Only its hash is
 * known here, and hashes are compared in constant time.
 */
final class TokenCheck {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  /** Lets everybody through. */
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
   * Does nothing if access is not by token.
   *
   * @throws ProblemException if there is no token, or another one
   */
  void check(HttpRequest request) throws ProblemException {
    if (expected == null) {
      return;
    }
    Matcher bearer = BEARER.matcher(request.header("Authorization").orElse(""));
    if (!bearer.matches()) {
      throw unauthorized("Send the token as Authorization: Bearer TOKEN", "");
    }
    byte[] hash = Digests.of(bearer.group(1).getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(hash, expected)) {
      throw unauthorized("The token is not the right one", ", error=\"invalid_token\"");
    }
  }

  private static ProblemException unauthorized(String detail, String error) {
    return new ProblemException(
        ProblemType.UNAUTHORIZED,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"snaplabel\"" + error));
  }
}
