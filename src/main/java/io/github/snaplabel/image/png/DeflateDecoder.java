package io.github.snaplabel.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decompresses deflate data (RFC 1951) that is in memory as a whole. It is faster than zlib, which
 * the JDK and libpng use, because it reads and copies eight bytes at once.
 *
 * <p>Not thread-safe, and for one stream.
 */
final class DeflateDecoder {
  /** Bytes that the array of the data must have behind them. */
  static final int PADDING = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LITERALS_AND_LENGTHS = 288;
  private static final int DISTANCES = 32;
  private static final int[] LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int END_OF_BLOCK = 256;
  private static final int LITERAL_BITS = 11;
  private static final int DISTANCE_BITS = 9;
  private static final int LENGTH_BITS = 7;

  /** Encoders write blocks of many kilobytes, except at the end. */
  private static final int MIN_BYTES_PER_BLOCK = 512;

  private static final int MIN_BLOCKS = 100;

  private static final int HISTORY = 1 << 15;
  private static final int CHUNK = 1 << 16;

  private static final long EACH_BYTE = 0x0101010101010101L;

  /** A copy has up to 258 bytes, and is written in words of eight. */
  private static final int SLACK = 258 + 2 * Long.BYTES;

  private final DeflateCodes literals = new DeflateCodes(literalsAndLengths(), LITERAL_BITS);
  private final DeflateCodes distances = new DeflateCodes(distances(), DISTANCE_BITS);
  private final DeflateCodes lengths = new DeflateCodes(plain(LENGTH_ORDER.length), LENGTH_BITS);

  private final byte[] data;
  private final int start;
  private final int end;
  private int at;

  /** The next bits, least significant first; those beyond {@link #bitCount} are read again. */
  private long bits;

  private int bitCount;

  private final byte[] output;
  private int readAt;
  private int writeAt;

  private DeflateState state = DeflateState.BETWEEN_BLOCKS;
  private boolean lastBlock;
  private int storedBytes;
  private int blocks;

  private enum DeflateState {
    BETWEEN_BLOCKS,
    STORED,
    COMPRESSED,
    COMPLETE,
    DAMAGED
  }

  /**
   * @param data with {@link #PADDING} unused bytes behind {@code end}
   * @param start offset of the first byte
   * @param end offset behind the last byte
   * @param rowBytes the most that is read at once
   */
  DeflateDecoder(byte[] data, int start, int end, int rowBytes) {
    this.data = data;
    this.start = start;
    this.at = start;
    this.end = end;
    this.output = new byte[HISTORY + rowBytes + CHUNK + SLACK];
  }

  private static int[] literalsAndLengths() {
    int[] symbols = new int[LITERALS_AND_LENGTHS];
    Arrays.fill(symbols, DeflateCodes.INVALID);
    for (int i = 0; i < END_OF_BLOCK; i++) {
      symbols[i] = DeflateCodes.literal(i);
    }
    symbols[END_OF_BLOCK] = DeflateCodes.END_OF_BLOCK;
    int length = 3;
    for (int i = 0; i < 28; i++) {
      int extraBits = Math.max(0, i / 4 - 1);
      symbols[END_OF_BLOCK + 1 + i] = DeflateCodes.base(length, extraBits);
      length += 1 << extraBits;
    }
    symbols[END_OF_BLOCK + 29] = DeflateCodes.base(258, 0);
    return symbols;
  }

  private static int[] distances() {
    int[] symbols = new int[DISTANCES];
    Arrays.fill(symbols, DeflateCodes.INVALID);
    int distance = 1;
    for (int i = 0; i < 30; i++) {
      int extraBits = Math.max(0, i / 2 - 1);
      symbols[i] = DeflateCodes.base(distance, extraBits);
      distance += 1 << extraBits;
    }
    return symbols;
  }

  private static int[] plain(int count) {
    int[] symbols = new int[count];
    for (int i = 0; i < count; i++) {
      symbols[i] = DeflateCodes.base(i, 0);
    }
    return symbols;
  }

  /** Returns the array that {@link #read} reads into. */
  byte[] output() {
    return output;
  }

  /**
   * Decompresses the next bytes.
   *
   * @param count at most {@code rowBytes}
   * @return offset of the first of them in {@link #output()}, until the next call; -1 if the data
   *     ends before, is damaged, or consists of too many blocks
   */
  int read(int count) {
    if (writeAt - readAt < count) {
      makeRoom();
      decode();
      if (writeAt - readAt < count) {
        return -1;
      }
    }
    readAt += count;
    return readAt - count;
  }

  /** Returns the offset behind the data, if all of it has been read; else -1. */
  int end() {
    // The end of the last block may follow the last byte.
    makeRoom();
    decode();
    return state == DeflateState.COMPLETE && readAt == writeAt ? at - (bitCount >>> 3) : -1;
  }

  /** Moves what is still needed to the start of the output. */
  private void makeRoom() {
    int from = Math.max(0, Math.min(readAt, writeAt - HISTORY));
    System.arraycopy(output, from, output, 0, writeAt - from);
    readAt -= from;
    writeAt -= from;
  }

  /** Decompresses until the output is full, or to the end of the data. */
  private void decode() {
    int limit = output.length - SLACK;
    while (writeAt < limit && state != DeflateState.COMPLETE && state != DeflateState.DAMAGED) {
      state =
          switch (state) {
            case STORED -> copyStored(limit);
            case COMPRESSED -> decodeSymbols(limit);
            default -> lastBlock ? DeflateState.COMPLETE : startBlock();
          };
      if (at - (bitCount >>> 3) > end) {
        state = DeflateState.DAMAGED;
      }
    }
  }

  private void refill() {
    bits |= (long) LONG.get(data, at) << bitCount;
    at += (Long.SIZE - 1 - bitCount) >>> 3;
    bitCount |= Long.SIZE - Byte.SIZE;
  }

  private int take(int count) {
    int value = (int) bits & ((1 << count) - 1);
    bits >>>= count;
    bitCount -= count;
    return value;
  }

  private DeflateState startBlock() {
    // Making the tables takes as long as decoding some hundred bytes.
    blocks++;
    if (blocks > MIN_BLOCKS && at - start < (long) blocks * MIN_BYTES_PER_BLOCK) {
      return DeflateState.DAMAGED;
    }
    refill();
    lastBlock = take(1) == 1;
    return switch (take(2)) {
      case 0 -> startStored();
      case 1 -> useFixedCodes();
      case 2 -> readCodes();
      default -> DeflateState.DAMAGED;
    };
  }

  private DeflateState startStored() {
    at -= bitCount >>> 3;
    bits = 0;
    bitCount = 0;
    refill();
    storedBytes = take(16);
    boolean valid = take(16) == (~storedBytes & 0xffff);
    at -= bitCount >>> 3;
    bits = 0;
    bitCount = 0;
    return valid && storedBytes <= end - at ? DeflateState.STORED : DeflateState.DAMAGED;
  }

  private DeflateState copyStored(int limit) {
    int count = Math.min(storedBytes, limit - writeAt);
    System.arraycopy(data, at, output, writeAt, count);
    at += count;
    writeAt += count;
    storedBytes -= count;
    return storedBytes == 0 ? DeflateState.BETWEEN_BLOCKS : DeflateState.STORED;
  }

  private DeflateState useFixedCodes() {
    byte[] codeLengths = new byte[LITERALS_AND_LENGTHS + DISTANCES];
    Arrays.fill(codeLengths, 0, 144, (byte) 8);
    Arrays.fill(codeLengths, 144, 256, (byte) 9);
    Arrays.fill(codeLengths, 256, 280, (byte) 7);
    Arrays.fill(codeLengths, 280, 288, (byte) 8);
    Arrays.fill(codeLengths, 288, 320, (byte) 5);
    return assign(codeLengths, LITERALS_AND_LENGTHS, DISTANCES);
  }

  private DeflateState assign(byte[] codeLengths, int literalCount, int distanceCount) {
    boolean valid =
        codeLengths[END_OF_BLOCK] > 0
            && literals.assign(codeLengths, 0, literalCount)
            && distances.assign(codeLengths, literalCount, distanceCount);
    return valid ? DeflateState.COMPRESSED : DeflateState.DAMAGED;
  }

  private DeflateState readCodes() {
    int literalCount = take(5) + 257;
    int distanceCount = take(5) + 1;
    int lengthCount = take(4) + 4;
    byte[] lengthLengths = new byte[LENGTH_ORDER.length];
    for (int i = 0; i < lengthCount; i++) {
      refill();
      lengthLengths[LENGTH_ORDER[i]] = (byte) take(3);
    }
    if (literalCount > 286
        || distanceCount > 30
        || !lengths.assign(lengthLengths, 0, lengthLengths.length)
        || !lengths.isComplete()) {
      return DeflateState.DAMAGED;
    }
    byte[] codeLengths = new byte[literalCount + distanceCount];
    int index = 0;
    while (index < codeLengths.length && at <= end + Long.BYTES) {
      refill();
      int entry = lengths.table()[(int) bits & ((1 << LENGTH_BITS) - 1)];
      take(entry & 0xff);
      int symbol = entry >>> DeflateCodes.BASE_SHIFT;
      int repeats =
          switch (symbol) {
            case 16 -> 3 + take(2);
            case 17 -> 3 + take(3);
            case 18 -> 11 + take(7);
            default -> 1;
          };
      if (repeats > codeLengths.length - index || (symbol == 16 && index == 0)) {
        return DeflateState.DAMAGED;
      }
      byte length = (byte) (symbol < 16 ? symbol : symbol == 16 ? codeLengths[index - 1] : 0);
      Arrays.fill(codeLengths, index, index + repeats, length);
      index += repeats;
    }
    return assign(codeLengths, literalCount, distanceCount);
  }

  /**
   * Decodes symbols of a block; everything in local variables, which the JIT keeps in registers.
   */
  private DeflateState decodeSymbols(int limit) {
    final byte[] in = data;
    final byte[] out = output;
    final int[] literalTable = literals.table();
    final int[] distanceTable = distances.table();
    int inAt = at;
    int outAt = writeAt;
    long next = bits;
    int count = bitCount;
    DeflateState result = DeflateState.COMPRESSED;
    while (outAt < limit && inAt <= end + Long.BYTES) {
      next |= (long) LONG.get(in, inAt) << count;
      inAt += (Long.SIZE - 1 - count) >>> 3;
      count |= Long.SIZE - Byte.SIZE;
      int entry = literalTable[(int) next & ((1 << LITERAL_BITS) - 1)];
      if (entry < 0) {
        out[outAt++] = (byte) (entry >>> Byte.SIZE);
        next >>>= entry;
        count -= entry & 0xff;
        entry = literalTable[(int) next & ((1 << LITERAL_BITS) - 1)];
        if (entry < 0) {
          out[outAt++] = (byte) (entry >>> Byte.SIZE);
          next >>>= entry;
          count -= entry & 0xff;
          continue;
        }
        next |= (long) LONG.get(in, inAt) << count;
        inAt += (Long.SIZE - 1 - count) >>> 3;
        count |= Long.SIZE - Byte.SIZE;
      }
      if ((entry & DeflateCodes.OTHER) != 0) {
        entry = literals.resolve(entry, next);
        if (entry < 0) {
          out[outAt++] = (byte) (entry >>> Byte.SIZE);
          next >>>= entry;
          count -= entry & 0xff;
          continue;
        }
        if ((entry & DeflateCodes.OTHER) != 0) {
          next >>>= entry;
          count -= entry & 0x3f;
          result =
              DeflateCodes.isInvalid(entry) ? DeflateState.DAMAGED : DeflateState.BETWEEN_BLOCKS;
          break;
        }
      }
      int length = value(entry, next);
      next >>>= entry;
      count -= entry & 0x3f;
      entry = distanceTable[(int) next & ((1 << DISTANCE_BITS) - 1)];
      if ((entry & DeflateCodes.OTHER) != 0) {
        entry = distances.resolve(entry, next);
      }
      int distance = value(entry, next);
      next >>>= entry;
      count -= entry & 0x3f;
      if ((entry & DeflateCodes.OTHER) != 0 || distance > outAt) {
        result = DeflateState.DAMAGED;
        break;
      }
      copy(out, outAt, distance, length);
      outAt += length;
    }
    at = inAt;
    writeAt = outAt;
    bits = next;
    bitCount = count;
    return result;
  }

  /** Returns the base of an entry plus the extra bits behind its code. */
  private static int value(int entry, long bits) {
    int extra = (int) ((bits & ((1L << entry) - 1)) >>> (entry >>> Byte.SIZE & 0xf));
    return (entry >>> DeflateCodes.BASE_SHIFT) + extra;
  }

  private static void copy(byte[] out, int to, int distance, int length) {
    if (distance >= Long.BYTES) {
      int from = to - distance;
      // Nearly all copies are this short: without a loop, there is no branch to predict.
      LONG.set(out, to, (long) LONG.get(out, from));
      LONG.set(out, to + Long.BYTES, (long) LONG.get(out, from + Long.BYTES));
      copyWords(out, to + 2 * Long.BYTES, distance, to + length);
    } else if (distance == 1) {
      long repeated = (out[to - 1] & 0xffL) * EACH_BYTE;
      for (int i = 0; i < length; i += Long.BYTES) {
        LONG.set(out, to + i, repeated);
      }
    } else {
      int period = Math.ceilDiv(Long.BYTES, distance) * distance;
      for (int i = 0; i < period; i++) {
        out[to + i] = out[to + i - distance];
      }
      copyWords(out, to + period, period, to + length);
    }
  }

  /** Copies words until {@code end}, or a little further; {@code distance} is at least a word. */
  private static void copyWords(byte[] out, int to, int distance, int end) {
    for (int i = to; i < end; i += Long.BYTES) {
      LONG.set(out, i, (long) LONG.get(out, i - distance));
    }
  }
}
