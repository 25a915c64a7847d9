package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 of one or several things, one after the other. */
public final class Sha256 {
  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of one file, 64 hex digits. */
  public static String of(Path file) throws IOException {
    return new Sha256().add(file).hex();
  }

  /** Adds the content of a file. */
  public Sha256 add(Path file) throws IOException {
    digest.update(Files.readAllBytes(file));
    return this;
  }

  /** Adds a line of text; its end counts too, so that "ab","c" and "a","bc" differ. */
  public Sha256 add(String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The hash of all that was added in base64, as a Content-Security-Policy has it; begins anew. */
  public String base64() {
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  /** The hash of all that was added, 64 hex digits; begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
