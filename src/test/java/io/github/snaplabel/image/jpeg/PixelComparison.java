package io.github.snaplabel.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.TestImages;
import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** Decodes a JPEG in Java and with Leptonica. */
final class PixelComparison {
  private static final Leptonica LEPTONICA = TestImages.leptonica();

  private PixelComparison() {}

  static void assertSamePixels(byte[] jpeg, String name) {
    for (int reduction : new int[] {4, 8}) {
      assertThat(decodeInJava(jpeg, reduction))
          .as("%s at 1/%d", name, reduction)
          .isDeepEqualTo(decodeNatively(jpeg, reduction));
    }
  }

  /** Returns the pixels, {@code [height][width]}. */
  static int[][] decodeInJava(byte[] jpeg, int reduction) {
    ScaledJpegDecoder decoder = ScaledJpegDecoder.of(jpeg, reduction).orElseThrow();
    int[][] rows = new int[decoder.height()][];
    assertThat(decoder.decode((y, row) -> rows[y] = row.clone())).isTrue();
    return rows;
  }

  private static int[][] decodeNatively(byte[] jpeg, int reduction) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom(ValueLayout.JAVA_BYTE, jpeg);
      try (Pix pix = Objects.requireNonNull(LEPTONICA.readJpeg(file, reduction, false)).to32()) {
        int[][] rows = new int[pix.height()][pix.width()];
        for (int y = 0; y < rows.length; y++) {
          pix.readRow(y, rows[y]);
          for (int x = 0; x < rows[y].length; x++) {
            rows[y][x] &= 0xffffff00;
          }
        }
        return rows;
      }
    }
  }
}
