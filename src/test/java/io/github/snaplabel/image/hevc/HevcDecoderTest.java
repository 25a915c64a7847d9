package io.github.snaplabel.image.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HevcDecoderTest {
  @ParameterizedTest
  @MethodSource("hashes")
  void decodesTheSamePlanesAsTheReferenceDecoder(String name, String hash) throws HevcException {
    assertThat(sha256(HevcStream.read(name).decode())).isEqualTo(hash);
  }

  private static Stream<Arguments> hashes() {
    return HevcStream.hashes().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static String sha256(YuvPlanes planes) {
    boolean wide = Math.max(planes.lumaBitDepth(), planes.chromaBitDepth()) > 8;
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    for (short[] plane : List.of(planes.y(), planes.cb(), planes.cr())) {
      for (short sample : plane) {
        samples.write(sample);
        if (wide) {
          samples.write(sample >> 8);
        }
      }
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(samples.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main-2x2", "444-17x33", "422-10", "gray12", "pcm-unfiltered"})
  void theFormatIsKnownWithoutDecoding(String name) throws HevcException {
    HevcStream stream = HevcStream.read(name + ".hevc");

    YuvPlanes planes = stream.decode();

    assertThat(HevcDecoder.format(stream.parameterSets()))
        .isEqualTo(
            new HevcFormat(
                planes.width(),
                planes.height(),
                planes.chroma(),
                planes.lumaBitDepth(),
                planes.chromaBitDepth(),
                planes.fullRange(),
                planes.matrixCoefficients()));
  }

  @Test
  void planesHaveTheSizeOfTheConformanceWindow() throws HevcException {
    YuvPlanes planes = HevcStream.read("444-17x33.hevc").decode();

    assertThat(List.of(planes.width(), planes.height())).containsExactly(17, 33);
    assertThat(planes.chroma()).isEqualTo(ChromaFormat.YUV444);
    assertThat(List.of(planes.y().length, planes.cb().length, planes.cr().length))
        .containsOnly(17 * 33);
  }

  @Test
  void aGrayPictureHasNoChroma() throws HevcException {
    YuvPlanes planes = HevcStream.read("gray.hevc").decode();

    assertThat(planes.chroma()).isEqualTo(ChromaFormat.GRAY);
    assertThat(planes.cb()).isEmpty();
    assertThat(planes.cr()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"main", "lossless", "pcm", "tiles", "dependent-slices", "range-extensions-12"})
  void rejectsAPictureThatIsTruncatedAnywhere(String name) {
    HevcStream stream = HevcStream.read(name + ".hevc");
    byte[] last = stream.pictureUnits().getLast();
    // The last byte may hold nothing but the alignment that follows the code.
    for (int length = 0; length < last.length - 1; length++) {
      List<byte[]> units = new ArrayList<>(stream.pictureUnits());
      units.set(units.size() - 1, Arrays.copyOf(last, length));

      HevcException failure = failure(stream.withPictureUnits(units));

      assertThat(failure.kind()).as("%d bytes", length).isEqualTo(HevcException.HevcFault.CORRUPT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slices", "dependent-slices", "tiles-in-slices"})
  void rejectsAPictureThatLacksASlice(String name) {
    HevcStream stream = HevcStream.read(name + ".hevc");
    assertThat(stream.pictureUnits()).hasSizeGreaterThan(2);
    for (int missing = 0; missing < stream.pictureUnits().size(); missing++) {
      List<byte[]> units = new ArrayList<>(stream.pictureUnits());
      boolean isSlice = (units.remove(missing)[0] >> 1 & 63) < 32;

      if (isSlice) {
        assertThat(failure(stream.withPictureUnits(units)).kind())
            .isEqualTo(HevcException.HevcFault.CORRUPT);
      }
    }
  }

  @Test
  void rejectsASliceThatIsRepeated() {
    HevcStream stream = HevcStream.read("slices.hevc");
    List<byte[]> units = new ArrayList<>(stream.pictureUnits());
    units.add(units.getLast());

    assertThat(failure(stream.withPictureUnits(units)).kind())
        .isEqualTo(HevcException.HevcFault.CORRUPT);
  }

  @Test
  void rejectsPicturesThatArePredictedFromOthers() {
    HevcStream video = HevcStream.read("video.hevc");
    HevcStream second = video.withPictureUnits(List.of(video.pictureUnits().getLast()));

    HevcException failure = failure(second);

    assertThat(failure).hasMessage("The picture is predicted from others");
    assertThat(failure.kind()).isEqualTo(HevcException.HevcFault.UNSUPPORTED);
  }

  @Test
  void rejectsMoreThanOnePicture() {
    HevcStream stream = HevcStream.read("main.hevc");
    List<byte[]> units = new ArrayList<>(stream.pictureUnits());
    units.addAll(stream.pictureUnits());

    assertThat(failure(stream.withPictureUnits(units)).kind())
        .isEqualTo(HevcException.HevcFault.UNSUPPORTED);
  }

  @Test
  void rejectsAPictureWithMoreSamplesThanAllowed() throws HevcException {
    HevcStream stream = HevcStream.read("main.hevc");
    int samples = 80 * 64;

    HevcDecoder.decode(stream.parameterSets(), stream.pictureUnits(), new HevcLimits(samples));

    assertThatThrownBy(() ->
            HevcDecoder.decode(
                stream.parameterSets(), stream.pictureUnits(), new HevcLimits(samples - 1)))
        .isInstanceOf(HevcException.class)
        .hasMessage("80 x 64 samples are more than 5119");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rejectsAPictureWithoutItsParameterSets(int missing) {
    HevcStream stream = HevcStream.read("main.hevc");
    List<byte[]> sets = new ArrayList<>(stream.parameterSets());
    sets.remove(missing);

    assertThat(failure(new HevcStream(sets, stream.pictureUnits())).kind())
        .isEqualTo(HevcException.HevcFault.CORRUPT);
  }

  @Test
  void parameterSetsMayComeInAnyOrderAndWithThePicture() throws HevcException {
    HevcStream stream = HevcStream.read("main.hevc");
    List<byte[]> units = new ArrayList<>(stream.parameterSets().reversed());
    units.addAll(stream.pictureUnits());

    YuvPlanes planes = new HevcStream(List.of(), units).decode();

    assertThat(sha256(planes)).isEqualTo(sha256(stream.decode()));
  }

  @Test
  void ignoresUnitsThatAreNotOfThePicture() throws HevcException {
    HevcStream stream = HevcStream.read("main.hevc");
    List<byte[]> units = new ArrayList<>(stream.pictureUnits());
    byte[] otherLayer = units.getFirst().clone();
    otherLayer[1] |= 8;
    units.addFirst(otherLayer);
    units.add(new byte[] {40 << 1, 1, 5, 0, (byte) 0x80});

    assertThat(sha256(stream.withPictureUnits(units).decode())).isEqualTo(sha256(stream.decode()));
  }

  private static HevcException failure(HevcStream stream) {
    HevcException failure = catchThrowableOfType(HevcException.class, stream::decode);
    assertThat(failure).isNotNull();
    return failure;
  }
}
