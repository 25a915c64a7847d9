package io.github.snaplabel.cli.folder.site;

import io.github.snaplabel.classify.Thumbnailer;
import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes what the page shows of pictures: small JPEGs, a few at a time. Thread-safe. */
public final class Thumbnails {
  /** Twice what a card of the page shows, for fine screens. */
  private static final Thumbnailer SIZE = new Thumbnailer(680, 510);

  /** A picture at the limits takes half a gigabyte while it is decoded. */
  private static final int AT_ONCE = 2;

  private final ImageLimits limits = ImageLimits.DEFAULT;
  private final ImageDecoder decoder;
  private final Semaphore room = new Semaphore(AT_ONCE, true);

  /**
   * Loads the native library.
   *
   * @throws IllegalArgumentException if it is not there, or not for this platform
   */
  public Thumbnails(NativeLibraries natives) {
    this.decoder = new ImageDecoder(natives, limits);
  }

  /**
   * The middle of a picture, upright, as a JPEG.
   *
   * @throws ImageException if it cannot be read, for a reason that lies in it
   * @throws IOException if its file cannot be read
   */
  byte[] jpeg(Path picture) throws IOException, ImageException, InterruptedException {
    room.acquire();
    try (RgbImage image = decoder.decode(read(picture), SIZE.shorterSide())) {
      return encode(SIZE.thumbnail(image));
    } finally {
      room.release();
    }
  }

  private byte[] read(Path picture) throws IOException, ImageException {
    limits.checkBytes(Files.size(picture));
    try (InputStream in = Files.newInputStream(picture, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes((int) limits.maxBytes() + 1);
    }
  }

  private static byte[] encode(byte[] planes) throws IOException {
    int pixels = SIZE.width() * SIZE.height();
    int[] rgb = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      rgb[i] =
          (planes[i] & 0xFF) << 16
              | (planes[pixels + i] & 0xFF) << 8
              | (planes[2 * pixels + i] & 0xFF);
    }
    BufferedImage image =
        new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, SIZE.width(), SIZE.height(), rgb, 0, SIZE.width());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // By itself ImageIO would write a file first.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "jpeg", out);
    }
    return bytes.toByteArray();
  }
}
