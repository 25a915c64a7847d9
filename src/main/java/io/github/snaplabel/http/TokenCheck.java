package io.github.snaplabel.http;

import io.github.snaplabel.event.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through who knows the token (RFC 6750, {@code Authorization: Bearer}). Only its hash is
 * known here, and hashes are compared in constant time.
 */
final class TokenCheck {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private final boolean needed;
  private final byte[] expected;

  TokenCheck(HttpSettings settings) {
    this.needed = settings.access() == Access.TOKEN;
    this.expected = HexFormat.of().parseHex(Objects.requireNonNullElse(settings.tokenSha256(), ""));
  }

  /**
   * Does nothing if access is not by token.
   *
   * @throws Problem if there is no token, or another one
   */
  void check(HttpRequest request) throws Problem {
    if (!needed) {
      return;
    }
    Matcher bearer = BEARER.matcher(request.header("Authorization").orElse(""));
    if (!bearer.matches()) {
      throw unauthorized("Send the token as Authorization: Bearer TOKEN", "");
    }
    byte[] hash = Sha256.of(bearer.group(1).getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(hash, expected)) {
      throw unauthorized("The token is not the right one", ", error=\"invalid_token\"");
    }
  }

  private static Problem unauthorized(String detail, String error) {
    return new Problem(
        ProblemType.UNAUTHORIZED,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"snaplabel\"" + error));
  }
}
