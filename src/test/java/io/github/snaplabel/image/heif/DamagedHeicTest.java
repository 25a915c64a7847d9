package io.github.snaplabel.image.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.image.HeicFiles;
import io.github.snaplabel.image.TestImages;
import io.github.snaplabel.image.heif.HeifException.HeifFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that what a file says is checked before it is used. */
class DamagedHeicTest {
  private static void assertDamaged(byte[] file, HeifFault fault, String message) {
    assertThatThrownBy(() -> HeifImage.parse(file).decode(new HeifDemand(0, 0, 0)))
        .isInstanceOfSatisfying(HeifException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(message);
  }

  private static void assertCorrupt(byte[] file, String message) {
    assertDamaged(file, HeifFault.CORRUPT, message);
  }

  @ParameterizedTest
  @CsvSource({
    "pitm, lacks the box 'pitm'",
    "iinf, lacks the box 'iinf'",
    "iloc, lacks the box 'iloc'",
    "iprp, lacks the box 'iprp'",
    "ipco, has no properties",
    "hvcC, does not say how",
    "meta, contains no description of pictures"
  })
  void aBoxIsMissing(String type, String message) {
    assertCorrupt(HeicFiles.replaced(TestImages.read("nclx.heic"), type, "free"), message);
  }

  @Test
  void aSizeIsNotThatOfTheCodedPicture() {
    byte[] file = HeicFiles.patched(TestImages.read("nclx.heic"), "ispe", 7, 65);

    assertCorrupt(file, "claims a size of 65 x 64 and has 64 x 64");
  }

  @Test
  void aSizeHasNoPixels() {
    byte[] file = HeicFiles.patched(TestImages.read("nclx.heic"), "ispe", 7, 0);

    assertCorrupt(file, "claims a size of 0 x 64");
  }

  @Test
  void aPropertyDoesNotExist() {
    byte[] file = HeicFiles.patched(TestImages.read("nclx.heic"), "ipma", 11, 100);

    assertCorrupt(file, "refers to a property");
  }

  @Test
  void thePrimaryPictureDoesNotExist() {
    byte[] file = HeicFiles.patched(TestImages.read("nclx.heic"), "pitm", 5, 9);

    assertCorrupt(file, "no picture with the number");
  }

  @Test
  void theDataIsBehindTheEndOfTheFile() {
    byte[] file = HeicFiles.patched(TestImages.read("nclx.heic"), "iloc", 16, 0x7f);

    assertCorrupt(file, "it is truncated or damaged");
  }

  @Test
  void theDataIsInAnotherFileOrItem() {
    byte[] file = TestImages.read("nclx.heic");
    String message = "in other items or files";

    assertDamaged(HeicFiles.patched(file, "iloc", 11, 2), HeifFault.UNSUPPORTED, message);
    assertDamaged(HeicFiles.patched(file, "iloc", 13, 1), HeifFault.UNSUPPORTED, message);
    assertCorrupt(HeicFiles.patched(file, "iloc", 11, 1), "no item data");
  }

  @Test
  void extentsOverlap() {
    byte[] file = TestImages.read("extents.heic");
    // Each of the three extents becomes the whole file.
    for (int extent = 0; extent < 3; extent++) {
      file = HeicFiles.patched(file, "iloc", 16 + 8 * extent, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    assertCorrupt(file, "parts that overlap");
  }

  @Test
  void aTileIsUsedTwice() {
    byte[] file = HeicFiles.patched(TestImages.read("grid.heic"), "dimg", 5, 3);

    assertCorrupt(file, "tiles that overlap");
  }

  @Test
  void aGridHasAnotherNumberOfTiles() {
    byte[] file = HeicFiles.patched(TestImages.read("grid.heic"), "idat", 2, 2);

    assertCorrupt(file, "has 6 tiles instead of 3 x 3");
  }

  @Test
  void tilesDoNotCoverTheGrid() {
    byte[] file = HeicFiles.patched(TestImages.read("grid.heic"), "idat", 4, 1, 150);
    byte[] larger = HeicFiles.patched(file, "ispe", 6, 1, 150);

    assertCorrupt(larger, "do not cover");
  }

  @Test
  void aGridIsATileOfItself() {
    byte[] file = HeicFiles.patched(TestImages.read("grid.heic"), "dimg", 5, 1);

    assertDamaged(file, HeifFault.UNSUPPORTED, "tiles are not HEVC");
  }

  @Test
  void aCleanApertureHasNoPixels() {
    byte[] file = HeicFiles.patched(TestImages.read("clap.heic"), "clap", 3, 0);

    assertCorrupt(file, "without pixels");
  }

  @Test
  void aCleanApertureDividesByZero() {
    byte[] file = HeicFiles.patched(TestImages.read("clap.heic"), "clap", 7, 0);

    assertCorrupt(file, "invalid fraction");
  }

  @Test
  void aHandlerIsOfAVideo() {
    byte[] file = HeicFiles.replaced(TestImages.read("nclx.heic"), "pict", "vide");

    assertDamaged(file, HeifFault.UNSUPPORTED, "something else than pictures");
  }
}
