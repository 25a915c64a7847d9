package io.github.snaplabel.cli.folder.site;

import io.github.snaplabel.classify.Thumbnailer;
import io.github.snaplabel.classify.Thumbnailer.Thumbnail;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageDecoder;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.PreferredDecoder;
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

/** Creates thumbnails, a few at a time. Thread-safe. */
public final class Thumbnails {
  /** Twice the size of a card on the page, for high-resolution screens. */
  private static final Thumbnailer THUMBNAILER = new Thumbnailer(680, 510);

  /** Decoding an image at the size limit takes half a gigabyte of memory. */
  private static final int CONCURRENCY = 2;

  private final ImageLimits limits = ImageLimits.DEFAULT;
  private final ImageDecoder decoder;
  private final Semaphore permits = new Semaphore(CONCURRENCY, true);

  /**
   * Loads the native library.
   *
   * @param heics whether HEIC files are decoded
   * @throws IllegalArgumentException if it is missing or for another platform
   */
  public Thumbnails(NativeLibraries natives, HeicDecoding heics) {
    this.decoder = new ImageDecoder(natives, limits, PreferredDecoder.NATIVE, heics);
  }

  /**
   * Returns a whole image, upright, reduced but never enlarged, as a JPEG.
   *
   * @throws ImageException if the file is not a readable image
   * @throws IOException if the file cannot be read
   */
  byte[] jpeg(Path file) throws IOException, ImageException, InterruptedException {
    permits.acquire();
    try (RgbImage image = decoder.decode(read(file), THUMBNAILER.shorterSide())) {
      return encode(THUMBNAILER.thumbnail(image));
    } finally {
      permits.release();
    }
  }

  private byte[] read(Path file) throws IOException, ImageException {
    limits.checkBytes(Files.size(file));
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes((int) limits.maxBytes() + 1);
    }
  }

  private static byte[] encode(Thumbnail thumbnail) throws IOException {
    int width = thumbnail.width();
    int height = thumbnail.height();
    byte[] planes = thumbnail.planes();
    int pixels = width * height;
    int[] rgb = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      rgb[i] =
          (planes[i] & 0xFF) << 16
              | (planes[pixels + i] & 0xFF) << 8
              | (planes[2 * pixels + i] & 0xFF);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, rgb, 0, width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // By default ImageIO would use a temporary file.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "jpeg", out);
    }
    return bytes.toByteArray();
  }
}
