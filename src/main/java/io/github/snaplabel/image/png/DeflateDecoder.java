package io.github.snaplabel.image.png;

/**
 * Decompresses a stream of deflate data (RFC 1951) that is in memory as a whole. It is faster than
 * zlib, which the JDK and libpng use, because it reads and copies eight bytes at once, and often
 * decodes two literals at once.
 *
 * <p>Not thread-safe.
 */
final class DeflateDecoder {
  /**
   * Minimum average size of a block, in compressed bytes, if there are more than {@link
   * #MIN_BLOCKS}. Encoders write blocks of many kilobytes, except for the last one.
   */
  private static final int MIN_BYTES_PER_BLOCK = 512;

  private static final int MIN_BLOCKS = 100;

  private final DeflateBlockCodes codes = new DeflateBlockCodes();
  private final DeflateInput input;
  private final DeflateOutput output;
  private final DeflateSymbols symbols;
  private final int start;

  private DeflateState state = DeflateState.BETWEEN_BLOCKS;
  private boolean lastBlock;
  private int storedBytes;
  private int blocks;

  /**
   * @param data with {@link DeflateInput#PADDING} unused bytes behind {@code end}
   * @param start offset of the first byte
   * @param end offset behind the last byte
   * @param rowBytes maximum number of bytes that one call of {@link #read} returns
   */
  DeflateDecoder(byte[] data, int start, int end, int rowBytes) {
    this.input = new DeflateInput(data, start, end);
    this.output = new DeflateOutput(rowBytes);
    this.symbols = new DeflateSymbols(input, codes, output);
    this.start = start;
  }

  /** Returns the array that {@link #read} reads into. */
  byte[] output() {
    return output.bytes;
  }

  /**
   * Decompresses the next bytes.
   *
   * @param count at most {@code rowBytes}
   * @return offset of the first of them in {@link #output()}, valid until the next call; -1 if the
   *     data ends too early, is damaged, or consists of too many small blocks
   */
  int read(int count) {
    if (output.unread() < count) {
      decode();
    }
    return output.unread() < count ? -1 : output.read(count);
  }

  /** Returns the offset behind the compressed data; -1 if more can be read, or it is damaged. */
  int end() {
    // The last byte of the output may have been decoded, but not the end of its block.
    decode();
    return state == DeflateState.COMPLETE && output.unread() == 0 ? input.offset() : -1;
  }

  /** Decompresses until the output is full or the data ends. */
  private void decode() {
    output.makeRoom();
    while (!output.isFull() && state != DeflateState.COMPLETE && state != DeflateState.DAMAGED) {
      state =
          switch (state) {
            case IN_STORED_BLOCK -> copyStored();
            case IN_COMPRESSED_BLOCK -> symbols.decode();
            default -> lastBlock ? DeflateState.COMPLETE : startBlock();
          };
      if (input.isExceeded()) {
        state = DeflateState.DAMAGED;
      }
    }
  }

  private DeflateState startBlock() {
    // Building a block's tables takes as long as decoding a few hundred bytes.
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
    return valid ? DeflateState.IN_COMPRESSED_BLOCK : DeflateState.DAMAGED;
  }

  private DeflateState startStored() {
    input.alignToByte();
    input.refill();
    storedBytes = input.take(16);
    boolean valid = input.take(16) == (~storedBytes & 0xffff);
    int at = input.alignToByte();
    return valid && storedBytes <= input.end - at
        ? DeflateState.IN_STORED_BLOCK
        : DeflateState.DAMAGED;
  }

  private DeflateState copyStored() {
    int count = Math.min(storedBytes, output.limit - output.at);
    output.append(input.data, input.at, count);
    input.at += count;
    storedBytes -= count;
    return storedBytes == 0 ? DeflateState.BETWEEN_BLOCKS : DeflateState.IN_STORED_BLOCK;
  }
}
