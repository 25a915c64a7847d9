package io.github.snaplabel.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes the symbols of compressed blocks of deflate data (RFC 1951, 3.2.3): literal bytes, and
 * lengths and distances of bytes to copy.
 *
 * <p>Not thread-safe.
 */
final class DeflateSymbols {
  private static final VarHandle LONG = DeflateInput.LONG;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAX_DISTANCE = 1 << 15;
  private static final int NONE = 0;

  private final DeflateInput input;
  private final DeflateBlockCodes codes;
  private final DeflateOutput output;

  /**
   * Bytes to copy, if {@link #decodeCommon} has read a length but not copied; else {@link #NONE}.
   */
  private int length;

  /** Where to copy from, if {@link #decodeCommon} has read that as well; else {@link #NONE}. */
  private int distance;

  DeflateSymbols(DeflateInput input, DeflateBlockCodes codes, DeflateOutput output) {
    this.input = input;
    this.codes = codes;
    this.output = output;
  }

  /** Decodes until the output is full or the block ends, and returns the state there. */
  DeflateState decode() {
    DeflateState state = DeflateState.IN_COMPRESSED_BLOCK;
    while (state == DeflateState.IN_COMPRESSED_BLOCK && !output.isFull() && !input.isExceeded()) {
      length = NONE;
      distance = NONE;
      decodeCommon();
      state = length == NONE ? decodeAny() : repeat();
    }
    return state;
  }

  /**
   * Decodes symbols until one has a code that is too long for the tables, copies from less than
   * eight bytes back, or ends the block; or until the output is full or the data ends. As this loop
   * calls no methods that are not inlined and has few variables, the JIT keeps them in registers.
   */
  private void decodeCommon() {
    final byte[] in = input.data;
    final int inEnd = input.end + Long.BYTES;
    final byte[] out = output.bytes;
    final int limit = output.limit;
    final int[] table = codes.table();
    int inAt = input.at;
    int outAt = output.at;
    long next = input.bits;
    int count = input.bitCount;
    // Only the lowest six bits of count are used, so whole entries can be subtracted from it.
    next |= (long) LONG.get(in, inAt) << count;
    inAt += ~count >>> 3 & 7;
    count |= Long.SIZE - Byte.SIZE;
    int entry = table[(int) next & DeflateBlockCodes.LITERAL_MASK];
    while (outAt < limit && inAt <= inEnd) {
      next |= (long) LONG.get(in, inAt) << count;
      inAt += ~count >>> 3 & 7;
      count |= Long.SIZE - Byte.SIZE;
      if (entry < 0) {
        SHORT.set(out, outAt, (short) (entry >>> Byte.SIZE));
        outAt += DeflateCodes.literals(entry);
        next >>>= entry;
        count -= entry;
        entry = table[(int) next & DeflateBlockCodes.LITERAL_MASK];
        if (entry < 0) {
          SHORT.set(out, outAt, (short) (entry >>> Byte.SIZE));
          outAt += DeflateCodes.literals(entry);
          next >>>= entry;
          count -= entry;
          entry = table[(int) next & DeflateBlockCodes.LITERAL_MASK];
          continue;
        }
        next |= (long) LONG.get(in, inAt) << count;
        inAt += ~count >>> 3 & 7;
        count |= Long.SIZE - Byte.SIZE;
      }
      if ((entry & DeflateCodes.OTHER) != 0) {
        break;
      }
      int copied = DeflateCodes.value(entry, next);
      next >>>= entry;
      count -= entry;
      entry =
          table[DeflateBlockCodes.DISTANCES_AT + ((int) next & DeflateBlockCodes.DISTANCE_MASK)];
      int back = DeflateCodes.value(entry, next);
      // The base of DeflateCodes.OTHER is larger than any distance.
      if (Integer.compareUnsigned(back - Long.BYTES, MAX_DISTANCE - Long.BYTES) > 0
          || back > outAt) {
        length = copied;
        if ((entry & DeflateCodes.OTHER) == 0) {
          distance = back;
          next >>>= entry;
          count -= entry;
        }
        break;
      }
      next >>>= entry;
      count -= entry;
      // Looked up before the bytes are copied, so that the processor does both at once.
      entry = table[(int) next & DeflateBlockCodes.LITERAL_MASK];
      int end = outAt + copied;
      // Nearly all copies have at most 16 bytes: without a loop, no branch can be mispredicted.
      LONG.set(out, outAt, (long) LONG.get(out, outAt - back));
      LONG.set(out, outAt + Long.BYTES, (long) LONG.get(out, outAt + Long.BYTES - back));
      for (int i = outAt + 2 * Long.BYTES; i < end; i += Long.BYTES) {
        LONG.set(out, i, (long) LONG.get(out, i - back));
      }
      outAt = end;
    }
    input.at = inAt;
    input.bits = next;
    input.bitCount = count & (Long.SIZE - 1);
    output.at = outAt;
  }

  /** Decodes a symbol of any kind, unless the output is full or the data has ended. */
  private DeflateState decodeAny() {
    if (output.isFull() || input.isExceeded()) {
      return DeflateState.IN_COMPRESSED_BLOCK;
    }
    input.refill();
    long bits = input.bits;
    int entry = codes.literals().find(bits);
    input.skip(entry);
    if (entry < 0) {
      SHORT.set(output.bytes, output.at, (short) (entry >>> Byte.SIZE));
      output.at += DeflateCodes.literals(entry);
      return DeflateState.IN_COMPRESSED_BLOCK;
    }
    if ((entry & DeflateCodes.OTHER) != 0) {
      return DeflateCodes.isInvalid(entry) ? DeflateState.DAMAGED : DeflateState.BETWEEN_BLOCKS;
    }
    length = DeflateCodes.value(entry, bits);
    return repeat();
  }

  /** Copies {@link #length} bytes, after reading {@link #distance} if that has not been read. */
  private DeflateState repeat() {
    if (distance == NONE) {
      input.refill();
      int entry = codes.distances().find(input.bits);
      if ((entry & DeflateCodes.OTHER) != 0) {
        return DeflateState.DAMAGED;
      }
      distance = DeflateCodes.value(entry, input.bits);
      input.skip(entry);
    }
    return output.repeat(distance, length)
        ? DeflateState.IN_COMPRESSED_BLOCK
        : DeflateState.DAMAGED;
  }
}
