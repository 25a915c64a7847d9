package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Computes the SHA-256 of files and texts. */
public final class Sha256 {
  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the hash of one file, 64 hex digits. */
  public static String of(Path file) throws IOException {
    return new Sha256().add(file).hex();
  }

  /** Adds the content of a file. */
  public Sha256 add(Path file) throws IOException {
    return add(Files.readAllBytes(file));
  }

  /** Adds bytes. */
  public Sha256 add(byte[] content) {
    digest.update(content);
    return this;
  }

  /** Adds a line of text including a line end, so that "ab","c" and "a","bc" differ. */
  public Sha256 add(String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Returns the hash in base64, as in a Content-Security-Policy, and resets it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  /** Returns the hash, 64 hex digits, and resets it. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
