package io.github.snaplabel.vision;

/** Placeholder that the decoder's own commit replaces. */
public final class ImageDecoder {
  public ImageDecoder(NativeLibraries natives, ImageLimits limits) {}

  public RgbImage decode(byte[] file, int shorterSide) throws ImageException {
    if (file.length > 0) {
      throw new UnsupportedImage("not yet");
    }
    throw new CorruptImage("no");
  }
}
