package io.github.snaplabel.image;

/** Reads the LZW codes of one GIF frame, which decode to palette indices. */
final class GifCodes extends LzwCodes {
  private final Bytes data;
  private int at = 1;
  private int leftInBlock;
  private int bits;
  private int bitCount;

  /**
   * Reads the minimum code size.
   *
   * @param data the minimum code size in bits, then blocks of up to 255 bytes
   */
  GifCodes(Bytes data) throws CorruptImageException {
    super("The GIF's first frame", minimumCodeSize(data), 0);
    this.data = data;
  }

  private static int minimumCodeSize(Bytes data) throws CorruptImageException {
    int size = data.u8(0);
    // Indices have 8 bits, but some writers begin with codes of more.
    if (size < 1 || size >= MAX_CODE_BITS) {
      throw new CorruptImageException("The GIF has codes of %d bits".formatted(size));
    }
    return size;
  }

  @Override
  int nextCode(int codeSize) throws CorruptImageException {
    while (bitCount < codeSize) {
      while (leftInBlock == 0) {
        leftInBlock = data.u8(at++);
        if (leftInBlock == 0) {
          throw new CorruptImageException("The GIF's first frame ends early");
        }
      }
      bits |= data.u8(at++) << bitCount;
      bitCount += 8;
      leftInBlock--;
    }
    int code = bits & (1 << codeSize) - 1;
    bits >>>= codeSize;
    bitCount -= codeSize;
    return code;
  }
}
