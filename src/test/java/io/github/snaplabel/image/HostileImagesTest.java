package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileImagesTest {
  private final ImageDecoder decoder = TestImages.decoder();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "arithmetic.jpg",
        "rgb.png",
        "interlaced.png",
        "lossy.webp",
        "lossless.webp",
        "lossy-alpha.webp",
        "plain.gif",
        "rgb24.bmp",
        "plain.tiff",
        "lzw-strips.tiff",
        "deflate.tiff",
        "runs.tiff",
        "420.heic",
        "alpha.heic",
        "grid.heic",
        "thumbnail.heic",
        "idat.heic"
      })
  void rejectsAFileThatIsTruncatedAnywhereBeforeItsLastPixel(String name) {
    byte[] file = TestImages.read(name);
    // The last bytes of some formats are padding, a checksum or an end mark.
    for (int length = 0; length < file.length - 16; length++) {
      byte[] truncated = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> decoder.decode(truncated, 0).close())
          .as("%s, truncated at %d of %d bytes", name, length, file.length)
          .isInstanceOf(ImageException.class);
    }
  }

  @Test
  void survivesFlippedBitsSilentlyAndLeaksNoNativeMemory(@TempDir Path directory)
      throws IOException, InterruptedException {
    List<Long> numbers =
        new ChildJvm(HostileImages.class, 64)
            .run(directory.resolve("messages"), 20_000, 10_000).stream()
                .map(Long::valueOf)
                .toList();

    assertThat(numbers.get(0)).as("decoded").isGreaterThan(1000);
    assertThat(numbers.get(1)).as("rejected").isGreaterThan(1000);
    assertThat(numbers.get(3)).as("decided otherwise by the Java decoder").isZero();
    // Of the 10,000, 714 are large.jpg: a leak of its pixmap alone would be 134 MB.
    assertThat(numbers.get(2)).as("leaked bytes").isLessThan(40L << 20);
  }
}
