package io.github.snaplabel.image.hevc;

/** Crops a picture to its conformance window. */
final class PictureCropper {
  private static final short[] NO_SAMPLES = {};

  private PictureCropper() {}

  static YuvPlanes crop(CodedPicture picture) {
    SequenceParameterSet sps = picture.sps;
    boolean gray = sps.chroma == ChromaFormat.GRAY;
    return new YuvPlanes(
        sps.croppedWidth(),
        sps.croppedHeight(),
        sps.chroma,
        sps.lumaBitDepth,
        sps.chromaBitDepth,
        plane(picture, 0),
        gray ? NO_SAMPLES : plane(picture, 1),
        gray ? NO_SAMPLES : plane(picture, 2),
        sps.usability.fullRange(),
        sps.usability.matrixCoefficients());
  }

  private static short[] plane(CodedPicture picture, int component) {
    SequenceParameterSet sps = picture.sps;
    int stride = picture.width(component);
    int width = sps.croppedWidth() >> sps.chroma.shiftX(component);
    int height = sps.croppedHeight() >> sps.chroma.shiftY(component);
    short[] plane = picture.planes[component];
    if (width == stride && height == picture.height(component)) {
      return plane;
    }
    int left = sps.window.left() >> sps.chroma.shiftX(component);
    int top = sps.window.top() >> sps.chroma.shiftY(component);
    short[] cropped = new short[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(plane, (top + y) * stride + left, cropped, y * width, width);
    }
    return cropped;
  }
}
