package io.github.snaplabel.compiler.photo;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.image.PreferredDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Node;

/**
 * Creates {@code warm-up.jpg} and {@code warm-up-progressive.jpg}: a baseline and a progressive
 * JPEG as large as a camera's, with the content of the self-test photo, that the function decodes
 * before a snapshot is taken.
 *
 * <p>Each row of 16 x 16 pixel blocks shows the same blocks of the photo, and begins after a
 * restart marker (ITU-T T.81, E.1.4). The bytes of all rows are then the same, and 1.4 MB take up
 * about 20 KB of the compressed package.
 */
public final class WarmUpPhoto {
  static final int WIDTH = 3200;

  /** High enough to be decoded at a quarter of its size, as photos from cameras are. */
  static final int HEIGHT = 2048;

  private static final int REDUCTION = 4;

  /** Width and height of a block, in pixels: an MCU with 4:2:0 chroma subsampling. */
  private static final int BLOCK = 16;

  private static final int BLOCKS_PER_ROW = WIDTH / BLOCK;

  private static final String METADATA = "javax_imageio_jpeg_image_1.0";

  private WarmUpPhoto() {}

  /**
   * Creates the baseline JPEG, and checks that both JPEG decoders of the function read it.
   *
   * @param selfTest of any format and size that the function reads
   * @throws InvalidModelException if the photo cannot be decoded, or the JPEG made from it
   */
  public static byte[] baseline(Path selfTest, PhotoReader photos)
      throws IOException, InvalidModelException {
    return make(ModelBundle.WARM_UP, ImageWriteParam.MODE_DISABLED, selfTest, photos);
  }

  /** Creates the progressive JPEG in the same way. */
  public static byte[] progressive(Path selfTest, PhotoReader photos)
      throws IOException, InvalidModelException {
    return make(ModelBundle.WARM_UP_PROGRESSIVE, ImageWriteParam.MODE_DEFAULT, selfTest, photos);
  }

  private static byte[] make(String name, int mode, Path selfTest, PhotoReader photos)
      throws IOException, InvalidModelException {
    byte[] jpeg = encode(picture(photos.decode(selfTest, HEIGHT)), mode);
    for (PreferredDecoder decoding : PreferredDecoder.values()) {
      String expected = "%dx%d".formatted(WIDTH / REDUCTION, HEIGHT / REDUCTION);
      String found = photos.decodedSize(jpeg, HEIGHT / REDUCTION, decoding);
      if (!found.equals(expected)) {
        throw new InvalidModelException(
            "%s, made from %s: expected %s pixels when decoded at 1/%d (%s), found %s"
                .formatted(name, selfTest, expected, REDUCTION, decoding, found));
      }
    }
    return jpeg;
  }

  /** Returns the picture: blocks from all over the photo side by side, the same in each row. */
  private static BufferedImage picture(Photo photo) {
    int across = Math.ceilDiv(photo.width(), BLOCK);
    int blocks = across * Math.ceilDiv(photo.height(), BLOCK);
    int[] row = new int[WIDTH * BLOCK];
    for (int i = 0; i < row.length; i++) {
      int x = i % WIDTH;
      int block = (int) ((long) (x / BLOCK) * blocks / BLOCKS_PER_ROW);
      int photoX = block % across * BLOCK + x % BLOCK;
      int photoY = block / across * BLOCK + i / WIDTH;
      row[i] = photo.rgb(Math.min(photoX, photo.width() - 1), Math.min(photoY, photo.height() - 1));
    }
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y += BLOCK) {
      picture.setRGB(0, y, WIDTH, BLOCK, row, 0, WIDTH);
    }
    return picture;
  }

  private static byte[] encode(BufferedImage picture, int mode) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
      writer.setOutput(out);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(picture), writer.getDefaultWriteParam());
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(mode);
      writer.write(null, new IIOImage(picture, null, withRestartMarkers(metadata)), parameters);
    } finally {
      writer.dispose();
    }
    return jpeg.toByteArray();
  }

  /** Adds a DRI segment before the scan: a restart marker after each row of blocks. */
  private static IIOMetadata withRestartMarkers(IIOMetadata metadata) throws IOException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(METADATA);
    IIOMetadataNode interval = new IIOMetadataNode("dri");
    interval.setAttribute("interval", Integer.toString(BLOCKS_PER_ROW));
    Node scan = root.getElementsByTagName("sos").item(0);
    scan.getParentNode().insertBefore(interval, scan);
    metadata.setFromTree(METADATA, root);
    return metadata;
  }
}
