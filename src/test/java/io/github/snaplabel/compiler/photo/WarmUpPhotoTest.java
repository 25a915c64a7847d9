package io.github.snaplabel.compiler.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.image.jpeg.ScaledJpegDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpPhotoTest {
  private static final PhotoReader PHOTOS = new PhotoReader(TestBundle.natives());
  private static final Path SELF_TEST = Path.of("model/self-test.jpg");
  private static final int BLOCK = 16;

  @TempDir Path folder;

  @Test
  void eachRowShowsBlocksOfThePhoto() throws Exception {
    BufferedImage photo = ImageIO.read(SELF_TEST.toFile());

    BufferedImage picture = read(WarmUpPhoto.baseline(SELF_TEST, PHOTOS));

    int across = photo.getWidth() / BLOCK;
    assertThat(picture.getWidth()).isEqualTo(3200);
    assertThat(picture.getHeight()).isEqualTo(2048);
    for (int row = 0; row < picture.getHeight() / BLOCK; row++) {
      for (int block : new int[] {0, 3, across + 1, 3 * across}) {
        int found = picture.getRGB(block * BLOCK + 8, row * BLOCK + 8);
        int expected = photo.getRGB(block % across * BLOCK + 8, block / across * BLOCK + 8);
        assertThat(brightness(found))
            .isBetween(brightness(expected) - 30, brightness(expected) + 30);
      }
    }
  }

  @Test
  void theJavaDecoderAcceptsItAndItCompressesWell() throws Exception {
    byte[] jpeg = WarmUpPhoto.baseline(SELF_TEST, PHOTOS);

    assertThat(ScaledJpegDecoder.of(jpeg, 4)).isPresent();
    assertThat(jpeg).hasSizeGreaterThan(1_000_000);
    assertThat(deflatedSize(jpeg)).isLessThan(30_000);
  }

  @Test
  void theJavaDecoderAcceptsTheProgressiveOneAndItCompressesWell() throws Exception {
    byte[] jpeg = WarmUpPhoto.progressive(SELF_TEST, PHOTOS);

    ScaledJpegDecoder decoder = ScaledJpegDecoder.of(jpeg, 4).orElseThrow();
    assertThat(decoder.decode((y, row) -> {})).isTrue();
    assertThat(scans(jpeg)).isEqualTo(10);
    assertThat(jpeg).hasSizeGreaterThan(1_000_000);
    assertThat(deflatedSize(jpeg)).isLessThan(40_000);
  }

  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 1; i < jpeg.length; i++) {
      scans += jpeg[i - 1] == (byte) 0xff && jpeg[i] == (byte) 0xda ? 1 : 0;
    }
    return scans;
  }

  @Test
  void aProgressivePhotoWillDo() throws Exception {
    Path progressive = folder.resolve("progressive.jpg");
    writeProgressive(ImageIO.read(SELF_TEST.toFile()), progressive);

    assertThat(read(WarmUpPhoto.baseline(progressive, PHOTOS)).getWidth()).isEqualTo(3200);
  }

  @Test
  void aPhotoWithRestartMarkersWillDo() throws Exception {
    Path restarts = Files.write(folder.resolve("r.jpg"), WarmUpPhoto.baseline(SELF_TEST, PHOTOS));

    assertThat(read(WarmUpPhoto.baseline(restarts, PHOTOS)).getWidth()).isEqualTo(3200);
  }

  @Test
  void aPhotoSmallerThanABlockWillDo() throws Exception {
    Path dot = folder.resolve("dot.png");
    BufferedImage blue = new BufferedImage(1, 3, BufferedImage.TYPE_INT_RGB);
    blue.setRGB(0, 0, 0x0000ff);
    ImageIO.write(blue, "png", dot.toFile());

    assertThat(read(WarmUpPhoto.baseline(dot, PHOTOS)).getWidth()).isEqualTo(3200);
  }

  @Test
  void aFileThatIsNoImageIsRefusedByName() throws Exception {
    Path text = Files.writeString(folder.resolve("self-test.jpg"), "hello");

    assertThatThrownBy(() -> WarmUpPhoto.baseline(text, PHOTOS))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith(text + " cannot be used: ");
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static int brightness(int rgb) {
    return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
  }

  private static int deflatedSize(byte[] bytes) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      return deflater.deflate(new byte[bytes.length]);
    }
  }

  private static void writeProgressive(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
  }
}
