package io.github.snaplabel.image.png;

import java.lang.invoke.VarHandle;

/**
 * Decompresses deflate data (RFC 1951) that is in memory as a whole. It is faster than zlib, which
 * the JDK and libpng use, because it reads and copies eight bytes at once.
 *
 * <p>Not thread-safe, and for one stream.
 */
final class DeflateDecoder {
  private static final VarHandle LONG = DeflateInput.LONG;

  /** Encoders write blocks of many kilobytes, except at the end. */
  private static final int MIN_BYTES_PER_BLOCK = 512;

  private static final int MIN_BLOCKS = 100;

  private static final int HISTORY = 1 << 15;
  private static final int CHUNK = 1 << 16;

  private static final long EACH_BYTE = 0x0101010101010101L;

  /** A copy has up to 258 bytes, and is written in words of eight. */
  private static final int SLACK = 258 + 2 * Long.BYTES;

  private final DeflateBlockCodes codes = new DeflateBlockCodes();
  private final DeflateInput input;
  private final int start;
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
   * @param data with {@link DeflateInput#PADDING} unused bytes behind {@code end}
   * @param start offset of the first byte
   * @param end offset behind the last byte
   * @param rowBytes the most that is read at once
   */
  DeflateDecoder(byte[] data, int start, int end, int rowBytes) {
    this.input = new DeflateInput(data, start, end);
    this.start = start;
    this.output = new byte[HISTORY + rowBytes + CHUNK + SLACK];
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
    return state == DeflateState.COMPLETE && readAt == writeAt ? input.offset() : -1;
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
      if (input.offset() > input.end) {
        state = DeflateState.DAMAGED;
      }
    }
  }

  private DeflateState startBlock() {
    // Making the tables takes as long as decoding some hundred bytes.
    blocks++;
    if (blocks > MIN_BLOCKS && input.at - start < (long) blocks * MIN_BYTES_PER_BLOCK) {
      return DeflateState.DAMAGED;
    }
    input.refill();
    lastBlock = input.take(1) == 1;
    return switch (input.take(2)) {
      case 0 -> startStored();
      case 1 -> compressed(codes.useFixed());
      case 2 -> compressed(codes.read(input));
      default -> DeflateState.DAMAGED;
    };
  }

  private static DeflateState compressed(boolean valid) {
    return valid ? DeflateState.COMPRESSED : DeflateState.DAMAGED;
  }

  private DeflateState startStored() {
    input.alignToByte();
    input.refill();
    storedBytes = input.take(16);
    boolean valid = input.take(16) == (~storedBytes & 0xffff);
    int at = input.alignToByte();
    return valid && storedBytes <= input.end - at ? DeflateState.STORED : DeflateState.DAMAGED;
  }

  private DeflateState copyStored(int limit) {
    int count = Math.min(storedBytes, limit - writeAt);
    System.arraycopy(input.data, input.at, output, writeAt, count);
    input.at += count;
    writeAt += count;
    storedBytes -= count;
    return storedBytes == 0 ? DeflateState.BETWEEN_BLOCKS : DeflateState.STORED;
  }

  /**
   * Decodes symbols of a block; everything in local variables, which the JIT keeps in registers.
   */
  private DeflateState decodeSymbols(int limit) {
    final byte[] in = input.data;
    final int inEnd = input.end + Long.BYTES;
    final byte[] out = output;
    final int[] literalTable = codes.literals().table();
    final int[] distanceTable = codes.distances().table();
    int inAt = input.at;
    int outAt = writeAt;
    long next = input.bits;
    int count = input.bitCount;
    DeflateState result = DeflateState.COMPRESSED;
    while (outAt < limit && inAt <= inEnd) {
      next |= (long) LONG.get(in, inAt) << count;
      inAt += (Long.SIZE - 1 - count) >>> 3;
      count |= Long.SIZE - Byte.SIZE;
      int entry = literalTable[(int) next & ((1 << DeflateBlockCodes.LITERAL_BITS) - 1)];
      if (entry < 0) {
        out[outAt++] = (byte) (entry >>> Byte.SIZE);
        next >>>= entry;
        count -= entry & 0xff;
        entry = literalTable[(int) next & ((1 << DeflateBlockCodes.LITERAL_BITS) - 1)];
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
        entry = codes.literals().resolve(entry, next);
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
      entry = distanceTable[(int) next & ((1 << DeflateBlockCodes.DISTANCE_BITS) - 1)];
      if ((entry & DeflateCodes.OTHER) != 0) {
        entry = codes.distances().resolve(entry, next);
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
    input.at = inAt;
    writeAt = outAt;
    input.bits = next;
    input.bitCount = count;
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
