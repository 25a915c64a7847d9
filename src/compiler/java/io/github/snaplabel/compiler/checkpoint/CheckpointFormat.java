package io.github.snaplabel.compiler.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The format of a checkpoint, recognized by its first bytes. */
enum CheckpointFormat {
  /** Written by {@code torch.save} since PyTorch 1.6. */
  ZIP,
  /** Written by {@code torch.save} before PyTorch 1.6, and since then on request. */
  STREAM,
  /** The safetensors format: a JSON header, followed by the tensors. */
  SAFETENSORS,
  /** A pickle that {@code torch.save} did not write. */
  PICKLE;

  private static final int HEAD = 16;
  private static final byte[] ZIP_START = HexFormat.of().parseHex("504b0304");

  /** PyTorch's magic number 0x1950a86a20f9469cfc6c, pickled with protocol 2. */
  private static final byte[] STREAM_START =
      HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  private static final byte PROTO = (byte) 0x80;
  private static final int OLDEST_BINARY_PROTOCOL = 2;
  private static final int NEWEST_PROTOCOL = 5;

  /** Returns the format of a file, or empty if it is none of these. */
  static Optional<CheckpointFormat> of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = Arrays.copyOf(in.readNBytes(HEAD), HEAD);
    }
    if (startsWith(head, ZIP_START)) {
      return Optional.of(ZIP);
    }
    if (startsWith(head, STREAM_START)) {
      return Optional.of(STREAM);
    }
    long header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (head[Long.BYTES] == '{' && header > 0 && header <= Safetensors.LONGEST_FORMAT_HEADER) {
      return Optional.of(SAFETENSORS);
    }
    if (head[0] == PROTO && head[1] >= OLDEST_BINARY_PROTOCOL && head[1] <= NEWEST_PROTOCOL) {
      return Optional.of(PICKLE);
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] head, byte[] start) {
    return Arrays.equals(head, 0, start.length, start, 0, start.length);
  }
}
