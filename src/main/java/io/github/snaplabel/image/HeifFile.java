package io.github.snaplabel.image;

import io.github.snaplabel.image.heif.HeifDemand;
import io.github.snaplabel.image.heif.HeifException;
import io.github.snaplabel.image.heif.HeifImage;
import io.github.snaplabel.image.heif.HeifPixels;
import io.github.snaplabel.image.leptonica.Pix;

/**
 * The primary picture of a HEIC, which is decoded in Java.
 *
 * @param header of the picture as displayed: its own rotation is applied, and EXIF's is ignored
 */
record HeifFile(ImageHeader header, HeifImage image) implements EncodedImage {
  static HeifFile parse(Bytes bytes) throws ImageException {
    try {
      HeifImage image = HeifImage.parse(bytes.file());
      ImageHeader header =
          new ImageHeader(ImageFormat.HEIC, image.width(), image.height(), ExifOrientation.UPRIGHT);
      return new HeifFile(header, image);
    } catch (HeifException e) {
      throw typed(e);
    }
  }

  private static ImageException typed(HeifException e) {
    return switch (e.fault()) {
      case CORRUPT -> new CorruptImageException(e.getMessage());
      case UNSUPPORTED -> new UnsupportedImageException(e.getMessage());
    };
  }

  @Override
  public long pixelsInMemory(PixelDemand demand) {
    return image.pixelsInMemory(heifDemand(demand));
  }

  private static HeifDemand heifDemand(PixelDemand demand) {
    return new HeifDemand(demand.shorterSide(), demand.centerSide(), demand.thumbnailSide());
  }

  @Override
  public Pix decode(Decoders decoders, PixelDemand demand) throws ImageException {
    try {
      HeifPixels pixels = image.decode(heifDemand(demand));
      return decoders
          .leptonica()
          .create(pixels.width(), pixels.height())
          .edit(pix -> {
            int[] row = new int[pix.width()];
            for (int y = 0; y < pix.height(); y++) {
              pixels.readRow(y, row);
              blendOverWhite(row);
              pix.writeRow(y, row);
            }
          });
    } catch (HeifException e) {
      throw typed(e);
    }
  }

  private void blendOverWhite(int[] row) {
    switch (image.opacity()) {
      case OPAQUE -> {}
      case STRAIGHT -> {
        for (int x = 0; x < row.length; x++) {
          row[x] = Transparency.overWhite(row[x]);
        }
      }
      case PREMULTIPLIED -> {
        for (int x = 0; x < row.length; x++) {
          row[x] = Transparency.premultipliedOverWhite(row[x]);
        }
      }
    }
  }
}
