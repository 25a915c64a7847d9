package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts the work per byte of the parsers: bytes that they read, and bytes that they allocate, for
 * exceptions, tables and copies.
 */
class ParserWorkTest {
  static Stream<Named<byte[]>> files() {
    return Stream.concat(RepetitiveFiles.jpegs(), RepetitiveFiles.others());
  }

  @ParameterizedTest
  @MethodSource("files")
  void isBoundedByTheBytesOfTheFile(byte[] file) {
    CountingBytes bytes = new CountingBytes(file);

    WorkBounds.assertAllocationWithin(file.length, () -> parse(bytes));

    WorkBounds.assertReadsWithin(file.length, bytes.reads());
  }

  private static void parse(Bytes bytes) {
    try {
      assertThat(ImageSniffer.parse(bytes, ImageLimits.DEFAULT, HeicDecoding.ON).header().width())
          .isPositive();
    } catch (ImageException rejected) {
      assertThat(rejected.getMessage()).isNotEmpty();
    }
  }
}
