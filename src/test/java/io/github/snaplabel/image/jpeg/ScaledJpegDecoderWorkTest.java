package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.RepetitiveFiles;
import io.github.snaplabel.image.WorkBounds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScaledJpegDecoderWorkTest {
  static Stream<Named<byte[]>> files() {
    return RepetitiveFiles.jpegs();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isBoundedByTheBytesOfTheFile(byte[] file) {
    CountingByteRange bytes = new CountingByteRange(file);

    WorkBounds.assertAllocationWithin(
        file.length,
        () -> ScaledJpegDecoder.of(bytes, 8).ifPresent(decoder -> decoder.decode((y, row) -> {})));

    WorkBounds.assertReadsWithin(file.length, bytes.reads());
  }

  @ParameterizedTest
  @MethodSource("files")
  void theCheckForCompletenessIsBoundedAsWell(byte[] file) {
    CountingByteRange bytes = new CountingByteRange(file);

    WorkBounds.assertAllocationWithin(file.length, () -> CompletenessCheck.isComplete(bytes));

    WorkBounds.assertReadsWithin(file.length, bytes.reads());
  }
}
