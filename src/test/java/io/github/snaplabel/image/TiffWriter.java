package io.github.snaplabel.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Writes TIFFs of one image, with any tags. */
final class TiffWriter {
  static final int SUBFILE_TYPE = 254;
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int KIND = 262;
  static final int BIT_ORDER = 266;
  static final int OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int COUNT = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int LENGTHS = 279;
  static final int PLANES = 284;
  static final int PREDICTOR = 317;
  static final int PALETTE = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_LENGTHS = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int DNG_VERSION = 50_706;

  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final ByteOrder order;
  private final SortedMap<Integer, int[]> tags = new TreeMap<>();
  private final List<byte[]> parts = new ArrayList<>();

  TiffWriter(ByteOrder order, int width, int height, int kind, int... bits) {
    this.order = order;
    set(WIDTH, width);
    set(HEIGHT, height);
    set(KIND, kind);
    set(BITS, bits);
    set(COUNT, bits.length);
  }

  TiffWriter set(int tag, int... values) {
    tags.put(tag, values);
    return this;
  }

  TiffWriter remove(int tag) {
    tags.remove(tag);
    return this;
  }

  /** Adds the data of a strip, or of a tile if there is a tag with their width. */
  TiffWriter add(byte[] data) {
    parts.add(data);
    return this;
  }

  /** Adds one strip for each {@code length} bytes. */
  TiffWriter addStrips(byte[] data, int length) {
    for (int at = 0; at < data.length; at += length) {
      add(Arrays.copyOfRange(data, at, Math.min(data.length, at + length)));
    }
    return this;
  }

  /** Returns the file: a header, the data, the directory, and the values that it points to. */
  byte[] write() {
    boolean tiled = tags.containsKey(TILE_WIDTH);
    int[] offsets = new int[parts.size()];
    int at = HEADER_BYTES;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += parts.get(i).length;
    }
    tags.putIfAbsent(tiled ? TILE_OFFSETS : OFFSETS, offsets);
    tags.putIfAbsent(
        tiled ? TILE_LENGTHS : LENGTHS, parts.stream().mapToInt(part -> part.length).toArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        order == ByteOrder.LITTLE_ENDIAN ? "II".getBytes(US_ASCII) : "MM".getBytes(US_ASCII));
    file.writeBytes(ByteBuffer.allocate(6).order(order).putShort((short) 42).putInt(at).array());
    parts.forEach(file::writeBytes);
    file.writeBytes(directory(at));
    return file.toByteArray();
  }

  private byte[] directory(int offset) {
    byte[] written = new byte[2 + ENTRY_BYTES * tags.size() + 4];
    ByteBuffer directory = ByteBuffer.wrap(written).order(order);
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    directory.putShort((short) tags.size());
    tags.forEach((tag, numbers) -> {
      int type = isLong(tag) ? LONG : SHORT;
      byte[] bytes = bytes(numbers, type);
      directory.putShort((short) (int) tag).putShort((short) type).putInt(numbers.length);
      if (bytes.length > 4) {
        directory.putInt(offset + written.length + values.size());
        values.writeBytes(bytes);
      } else {
        directory.put(Arrays.copyOf(bytes, 4));
      }
    });
    return ByteEdits.join(written, values.toByteArray());
  }

  private static boolean isLong(int tag) {
    return tag == OFFSETS || tag == LENGTHS || tag == TILE_OFFSETS || tag == SUBFILE_TYPE;
  }

  private byte[] bytes(int[] numbers, int type) {
    byte[] written = new byte[numbers.length * (type == LONG ? 4 : 2)];
    ByteBuffer bytes = ByteBuffer.wrap(written).order(order);
    for (int number : numbers) {
      if (type == LONG) {
        bytes.putInt(number);
      } else {
        bytes.putShort((short) number);
      }
    }
    return written;
  }

  /** Returns a zlib stream. */
  static byte[] deflate(byte[] data) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(data);
      deflater.finish();
      byte[] compressed = new byte[data.length + 100];
      return Arrays.copyOf(compressed, deflater.deflate(compressed));
    }
  }
}
