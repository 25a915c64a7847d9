package io.github.snaplabel.cli.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The bytes of an event or a response, usually JSON in UTF-8. Immutable. */
public final class Payload {
  /** Lambda's maximum size of an event, in bytes (AWS: Lambda quotas, "Invocation payload"). */
  public static final int MAX_EVENT_BYTES = 6_291_456;

  /** Lambda's maximum size of a response, in bytes. */
  public static final int MAX_RESPONSE_BYTES = 6_291_556;

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Payload of(byte[] bytes) {
    return new Payload(bytes.clone());
  }

  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return bytes.length;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
