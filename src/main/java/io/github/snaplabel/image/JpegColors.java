package io.github.snaplabel.image;

import java.nio.charset.StandardCharsets;

/**
 * Determines how a JPEG stores colors from its JFIF and Adobe segments, by the rules of libjpeg.
 *
 * <p>Not thread-safe.
 */
final class JpegColors {
  /** The transforms of an Adobe segment. */
  private static final int RGB_OR_CMYK = 0;

  private static final int YCC = 1;
  private static final int YCCK = 2;

  private static final String JFIF = "JFIF\0";
  private static final int JFIF_BYTES = 14;
  private static final String ADOBE = "Adobe";
  private static final int TRANSFORM_OFFSET = 11;
  private static final int NONE = -1;

  private boolean jfif;
  private int adobeTransform = NONE;

  void readApp0(Bytes segment) {
    jfif |= segment.length() >= JFIF_BYTES && segment.has(0, JFIF);
  }

  void readApp14(Bytes segment) throws CorruptImageException {
    if (segment.length() > TRANSFORM_OFFSET && segment.has(0, ADOBE)) {
      adobeTransform = segment.u8(TRANSFORM_OFFSET);
    }
  }

  /** Returns an Adobe segment that declares how this frame stores colors. */
  Bytes segment(JpegFrame frame) {
    String segment = "\u00ff\u00ee\0\16" + ADOBE + "\0d\0\0\0\0" + (char) transform(frame);
    return new Bytes(segment.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Returns a frame's transform, as in an Adobe segment. Four components without such a segment are
   * CMYK, and inverted like those with one, as in browsers and Pillow.
   */
  private int transform(JpegFrame frame) {
    if (frame.components().size() == 4) {
      return adobeTransform == NONE || adobeTransform == RGB_OR_CMYK ? RGB_OR_CMYK : YCCK;
    }
    boolean rgb =
        adobeTransform == NONE ? frame.hasComponents("RGB") : adobeTransform == RGB_OR_CMYK;
    return rgb && !jfif ? RGB_OR_CMYK : YCC;
  }
}
