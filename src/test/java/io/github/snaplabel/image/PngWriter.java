package io.github.snaplabel.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.snaplabel.image.png.FilterFormulas;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes PNGs. */
final class PngWriter {
  private static final byte[] SIGNATURE =
      ByteEdits.bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');

  private PngWriter() {}

  /**
   * Returns a PNG.
   *
   * @param depth bits per sample
   * @param rows all samples, in rows of whole bytes
   * @param chunks to be put before the pixels
   */
  static byte[] png(
      int width, int height, int depth, int colorType, byte[] rows, byte[]... chunks) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) colorType)
            .array();
    ByteArrayOutputStream filtered = new ByteArrayOutputStream();
    for (int y = 0; y < height; y++) {
      filtered.write(0);
      filtered.write(rows, y * rows.length / height, rows.length / height);
    }
    return png(header, compress(filtered.toByteArray()), chunks);
  }

  /** Returns a PNG with 8 bits per sample whose rows use all filters in turn. */
  static byte[] filtered(int width, int height, int colorType, byte[] rows, byte[]... chunks) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) Byte.SIZE)
            .put((byte) colorType)
            .array();
    int rowBytes = rows.length / height;
    byte[] filtered = new byte[height * (1 + rowBytes)];
    byte[] above = new byte[rowBytes];
    for (int y = 0; y < height; y++) {
      byte[] row = Arrays.copyOfRange(rows, y * rowBytes, (y + 1) * rowBytes);
      int filter = y % 5;
      int at = y * (1 + rowBytes);
      filtered[at] = (byte) filter;
      for (int i = 0; i < rowBytes; i++) {
        int predicted = FilterFormulas.predicted(filter, row, above, i, rowBytes / width);
        filtered[at + 1 + i] = (byte) (row[i] - predicted);
      }
      above = row;
    }
    return png(header, compress(filtered), chunks);
  }

  private static byte[] png(byte[] header, byte[] compressed, byte[]... chunks) {
    return ByteEdits.join(
        SIGNATURE,
        chunk("IHDR", header),
        ByteEdits.join(chunks),
        chunk("IDAT", compressed),
        chunk("IEND", new byte[0]));
  }

  private static byte[] compress(byte[] filtered) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(filtered);
      deflater.finish();
      byte[] compressed = new byte[2 * filtered.length + 100];
      int length = deflater.deflate(compressed);
      return Arrays.copyOf(compressed, length);
    }
  }

  static byte[] chunk(String type, int... data) {
    return chunk(type, ByteEdits.bytes(data));
  }

  static byte[] chunk(String type, byte[] data) {
    CRC32 checksum = new CRC32();
    checksum.update(type.getBytes(US_ASCII));
    checksum.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(type.getBytes(US_ASCII))
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** Returns a PNG of 16-bit RGB. */
  static byte[] rgb16(int width, int height, PatternImage.Pattern samples, boolean interlaced) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          raster.setSample(x, y, channel, samples.at(x, y, channel));
        }
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(
        interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      BufferedImage image = new BufferedImage(model, raster, false, null);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
