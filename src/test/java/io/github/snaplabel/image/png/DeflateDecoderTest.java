package io.github.snaplabel.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares with zlib, through the JDK. */
class DeflateDecoderTest {
  private static final int MUTANTS = Integer.getInteger("mutants", 20_000);
  private static final int START = 3;

  private final SplittableRandom random = new SplittableRandom(20_261_126);

  @Test
  void decompressesEveryKindOfBlockAndDistance() {
    for (int strategy : new int[] {Deflater.DEFAULT_STRATEGY, Deflater.HUFFMAN_ONLY}) {
      for (int level : new int[] {0, 1, 6, 9}) {
        for (int length : new int[] {1, 100, 5000, 300_000}) {
          for (int period : new int[] {1, 2, 3, 5, 7, 8, 9, 300, 32_768, 1 << 20}) {
            byte[] expected = data(length, period);
            byte[] compressed = deflate(expected, level, strategy);

            assertThat(inflate(compressed, length))
                .as("level %d, %d bytes, period %d", level, length, period)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void isIncompleteWithoutItsLastByte() {
    for (int level : new int[] {0, 1, 9}) {
      byte[] compressed = deflate(data(3000, 200), level, Deflater.DEFAULT_STRATEGY);
      for (int length = 0; length < compressed.length; length++) {
        assertThat(inflate(Arrays.copyOf(compressed, length), 3000)).as("%d", length).isNull();
      }
    }
  }

  @Test
  void reportsWhereTheDataEnds() {
    byte[] expected = data(3000, 200);
    byte[] compressed = deflate(expected, 6, Deflater.DEFAULT_STRATEGY);

    assertThat(inflate(Arrays.copyOf(compressed, compressed.length + 1), 3000)).isNull();
    assertThat(inflate(compressed, 2999)).isNull();
    assertThat(inflate(compressed, 3001)).isNull();
  }

  @Test
  void rejectsManyBlocksThatDecompressToNothing() {
    byte[] blocks = new byte[5 * 10_000];
    for (int i = 0; i < blocks.length; i += 5) {
      blocks[i + 3] = (byte) 0xff;
      blocks[i + 4] = (byte) 0xff;
    }
    blocks[blocks.length - 5] = 1;

    assertThat(inflate(blocks, 0)).isNull();
    assertThat(inflate(Arrays.copyOfRange(blocks, blocks.length - 250, blocks.length), 0))
        .isEmpty();
  }

  @Test
  void acceptsNoDamagedDataThatZlibRejectsAndDecompressesItLikeZlib() {
    int accepted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      int level = random.nextInt(10);
      int strategy = random.nextInt(3);
      byte[] mutant = deflate(data(random.nextInt(1, 600), random.nextInt(1, 60)), level, strategy);
      int reach = random.nextBoolean() ? mutant.length : Math.min(mutant.length, 20);
      for (int faults = random.nextInt(1, 4); faults > 0; faults--) {
        mutant[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] expected = zlib(mutant);
      int length = expected == null ? random.nextInt(600) : expected.length;
      byte[] actual = inflate(mutant, length);

      if (actual != null) {
        accepted++;
      }
      assertThat(actual).as("mutant %d", i).isEqualTo(expected);
    }
    assertThat(accepted).isGreaterThan(MUTANTS / 20);
  }

  /** Returns random bytes that repeat after some, with a few changes. */
  private byte[] data(int length, int period) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      boolean repeats = i >= period && random.nextInt(50) > 0;
      data[i] = repeats ? data[i - period] : (byte) (8 * random.nextGaussian());
    }
    return data;
  }

  private static byte[] deflate(byte[] data, int level, int strategy) {
    try (Deflater deflater = new Deflater(level, true)) {
      deflater.setStrategy(strategy);
      deflater.setInput(data);
      deflater.finish();
      byte[] compressed = new byte[2 * data.length + 1000];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(compressed, length, compressed.length - length);
      }
      return Arrays.copyOf(compressed, length);
    }
  }

  /** Returns what zlib decompresses; null if the data is damaged, or longer than needed. */
  private static byte @Nullable [] zlib(byte[] data) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(data);
      ByteArrayOutputStream result = new ByteArrayOutputStream();
      byte[] part = new byte[1000];
      int count = inflater.inflate(part);
      while (count > 0) {
        result.write(part, 0, count);
        count = inflater.inflate(part);
      }
      boolean complete = inflater.finished() && inflater.getRemaining() == 0;
      return complete ? result.toByteArray() : null;
    } catch (DataFormatException damaged) {
      return null;
    }
  }

  /** Returns the decompressed data; null if it is damaged, or has another length. */
  private byte @Nullable [] inflate(byte[] compressed, int length) {
    int end = START + compressed.length;
    byte[] padded = new byte[end + DeflateInput.PADDING];
    random.nextBytes(padded);
    System.arraycopy(compressed, 0, padded, START, compressed.length);
    int most = random.nextInt(1, 1000);
    DeflateDecoder decoder = new DeflateDecoder(padded, START, end, most);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    while (result.size() < length) {
      int count = Math.min(random.nextInt(1, most + 1), length - result.size());
      int at = decoder.read(count);
      if (at < 0) {
        return null;
      }
      result.write(decoder.output(), at, count);
    }
    return decoder.end() == end ? result.toByteArray() : null;
  }
}
