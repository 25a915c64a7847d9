package io.github.snaplabel.compiler.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationPhotosTest {
  private static final ModelInput INPUT =
      new ModelInput(96, 110, ModelInput.IMAGENET_MEAN, ModelInput.IMAGENET_STD);

  @TempDir Path folder;

  @Test
  void photosOfEveryFormatAreUsed() throws Exception {
    List<String> names =
        List.of(
            "a.HEIC", "b.tiff", "c.jpg", "d.png", "e.webp", "f.gif", "g.bmp", "h.heif", "i.tif");
    List<String> images =
        List.of(
            "mif1.heic",
            "lzw.tiff",
            "baseline.jpg",
            "rgb.png",
            "lossy.webp",
            "plain.gif",
            "rgb24.bmp",
            "grid.heic",
            "deflate.tiff");
    for (int i = 0; i < names.size(); i++) {
      Files.write(folder.resolve(names.get(i)), TestImages.read(images.get(i)));
    }

    CalibrationPhotos photos = CalibrationPhotos.ofUser(folder);

    assertThat(photos.files())
        .containsExactlyElementsOf(names.stream().map(folder::resolve).toList());
    assertThat(photos.tensors(INPUT, new PhotoReader(TestBundle.natives())))
        .hasSize(names.size() * photos.crops());
  }

  @Test
  void hiddenFilesAndThoseThatAreNotPhotosAreIgnored() throws Exception {
    for (String name : List.of(".a.jpg", "._b.heic", "README.md", "c.avif", "jpg")) {
      put(name);
    }
    Files.createDirectory(folder.resolve("album.jpg"));

    assertThat(CalibrationPhotos.in(folder).files()).isEmpty();
    assertThatThrownBy(() -> CalibrationPhotos.ofUser(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("found 0");
  }

  private void put(String name) throws IOException {
    Files.write(folder.resolve(name), new byte[1]);
  }
}
