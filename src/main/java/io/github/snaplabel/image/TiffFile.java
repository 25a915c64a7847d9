package io.github.snaplabel.image;

import io.github.snaplabel.image.TiffDirectory.Values;
import io.github.snaplabel.image.leptonica.Pix;

/**
 * The first image of a TIFF. It is decoded in Java because Leptonica accepts damaged pixels.
 *
 * @param tileWidth in pixels; a strip is a tile as wide as the image
 * @param tileHeight in pixels
 * @param offsets where in the file each tile begins, row by row
 * @param lengths bytes of each tile
 */
record TiffFile(
    ImageHeader header,
    TiffSamples samples,
    int compression,
    int tileWidth,
    int tileHeight,
    Values offsets,
    Values lengths,
    Bytes file)
    implements EncodedImage {
  /** Counts whole tiles, which may extend beyond the image, and one tile's samples in words. */
  @Override
  public long pixelsInMemory(PixelDemand demand) {
    long width = Math.ceilDiv(header.width(), tileWidth) * (long) tileWidth;
    long height = Math.ceilDiv(header.height(), tileHeight) * (long) tileHeight;
    long words = Math.ceilDiv(samples.rowBytes(tileWidth), Integer.BYTES);
    return width * height + words * tileHeight;
  }

  @Override
  public Pix decode(Decoders decoders, PixelDemand demand) throws CorruptImageException {
    return decoders.leptonica().create(header.width(), header.height()).edit(this::paint);
  }

  private void paint(Pix pix) throws CorruptImageException {
    // Tiles that share their bytes would otherwise make decoding slow.
    long bytesLeft = file.length() + pixelsInMemory(PixelDemand.all(0));
    int index = 0;
    for (int top = 0; top < pix.height(); top += tileHeight) {
      for (int left = 0; left < pix.width(); left += tileWidth) {
        long length = lengths.count() == 0 ? file.length() : lengths.at(index);
        Bytes tile = file.from(offsets.at(index), length);
        bytesLeft -= tile.length();
        if (bytesLeft < 0) {
          throw new CorruptImageException("The TIFF has strips or tiles that overlap");
        }
        paint(pix, left, top, tile);
        index++;
      }
    }
  }

  private void paint(Pix pix, int left, int top, Bytes tile) throws CorruptImageException {
    int[] row = new int[Math.min(tileWidth, pix.width() - left)];
    int rows = Math.min(tileHeight, pix.height() - top);
    int rowBytes = samples.rowBytes(tileWidth);
    byte[] bytes = TiffCompression.decompress(compression, tile, rows * rowBytes);
    for (int y = 0; y < rows; y++) {
      samples.undoDifferences(bytes, y * rowBytes, (y + 1) * rowBytes);
      for (int x = 0; x < row.length; x++) {
        row[x] = samples.pixel(bytes, y * rowBytes, x);
      }
      pix.writeRow(left, top + y, row);
    }
  }
}
