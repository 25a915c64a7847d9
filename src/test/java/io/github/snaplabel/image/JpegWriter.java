package io.github.snaplabel.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes JPEGs with ImageIO.
 *
 * @param quality 0..1
 * @param sampling pixels per sample of chroma, in each direction: 1 or 2
 * @param restartInterval MCUs between restart markers; 0 for none
 * @param optimized whether the Huffman tables are computed for the image
 */
public record JpegWriter(float quality, int sampling, int restartInterval, boolean optimized) {
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  public byte[] write(BufferedImage image) {
    return write(image, false);
  }

  public byte[] writeProgressive(BufferedImage image) {
    return write(image, true);
  }

  /** Returns a progressive JPEG, in ten scans. */
  public static byte[] progressive(BufferedImage image) {
    return new JpegWriter(0.85f, 2, 0, true).writeProgressive(image);
  }

  /** Returns a writer of common JPEGs. */
  static JpegWriter photo(int restartInterval) {
    return new JpegWriter(0.85f, 2, restartInterval, false);
  }

  /** Returns a small photo. */
  static BufferedImage photo() {
    try {
      return ImageIO.read(new ByteArrayInputStream(TestImages.read("large.jpg")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] write(BufferedImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      JPEGImageWriteParam parameters = (JPEGImageWriteParam) writer.getDefaultWriteParam();
      parameters.setCompressionMode(JPEGImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      parameters.setOptimizeHuffmanTables(optimized);
      if (progressive) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
      change(metadata);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private void change(IIOMetadata metadata) throws IIOInvalidTreeException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode luma = (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
    luma.setAttribute("HsamplingFactor", Integer.toString(sampling));
    luma.setAttribute("VsamplingFactor", Integer.toString(sampling));
    if (restartInterval > 0) {
      IIOMetadataNode restarts = new IIOMetadataNode("dri");
      restarts.setAttribute("interval", Integer.toString(restartInterval));
      root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
    }
    metadata.setFromTree(FORMAT, root);
  }

  /** Returns an image of a {@link PatternImage} pattern, in color or in grayscale. */
  public static BufferedImage image(String pattern, int width, int height, boolean gray) {
    PatternImage.Pattern values = PatternImage.pattern(pattern, 7, width);
    BufferedImage image =
        new BufferedImage(
            width, height, gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < image.getRaster().getNumBands(); channel++) {
          image.getRaster().setSample(x, y, channel, values.at(x, y, channel));
        }
      }
    }
    return image;
  }
}
