package io.github.snaplabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RepeatedJpegTest {
  private static final int UNIT = 16;

  @Test
  void eachMcuRowContainsAllMcusOfTheSmallImage() throws IOException {
    byte[] photo = Files.readAllBytes(Path.of("model/self-test.jpg"));
    BufferedImage small = read(photo);

    BufferedImage large = read(RepeatedJpeg.of(photo, 100));

    int across = Math.ceilDiv(small.getWidth(), UNIT);
    int down = Math.ceilDiv(small.getHeight(), UNIT);
    assertThat(large.getWidth()).isEqualTo(across * down * UNIT);
    assertThat(large.getHeight()).isEqualTo(112);
    for (int row = 0; row < 112 / UNIT; row++) {
      for (int y = 4; y < 12; y++) {
        // Not at an MCU's edges, where chroma upsampling mixes the colors of neighbors.
        int x = 3 * UNIT + 8;
        int pixel = large.getRGB(across * UNIT + x, row * UNIT + y);
        assertThat(pixel).isEqualTo(small.getRGB(x, UNIT + y));
      }
    }
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }
}
