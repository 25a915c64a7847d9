package io.github.snaplabel.image.hevc;

/**
 * How blocks of uncompressed samples are coded (7.4.3.2.1).
 *
 * @param minLog2Size of a coding block, {@code Log2MinIpcmCbSizeY}
 * @param maxLog2Size of a coding block, {@code Log2MaxIpcmCbSizeY}
 */
record PcmFormat(
    int lumaBitDepth,
    int chromaBitDepth,
    int minLog2Size,
    int maxLog2Size,
    boolean loopFilterDisabled) {
  private static final int LARGEST_LOG2 = 5;

  static PcmFormat parse(RbspReader reader, int minCbLog2Size, int ctbLog2Size)
      throws HevcException {
    int lumaBitDepth = reader.bits(4) + 1;
    int chromaBitDepth = reader.bits(4) + 1;
    int minLog2Size = 3 + reader.unsigned("log2_min_pcm_luma_coding_block_size_minus3", 2);
    int maxLog2Size =
        minLog2Size + reader.unsigned("log2_diff_max_min_pcm_luma_coding_block_size", 2);
    if (minLog2Size < Math.min(minCbLog2Size, LARGEST_LOG2)
        || maxLog2Size > Math.min(ctbLog2Size, LARGEST_LOG2)) {
      throw HevcException.corrupt(
          "PCM blocks have sides of 2^%d to 2^%d".formatted(minLog2Size, maxLog2Size));
    }
    return new PcmFormat(lumaBitDepth, chromaBitDepth, minLog2Size, maxLog2Size, reader.flag());
  }

  int bitDepth(int component) {
    return component == 0 ? lumaBitDepth : chromaBitDepth;
  }
}
