package io.github.snaplabel.image.hevc;

/**
 * How sample adaptive offset changes each coding tree block (7.4.9.3.2).
 *
 * <p>Not thread-safe.
 */
final class SaoParameters {
  /** Values of {@code SaoTypeIdx}. */
  static final int NONE = 0;

  static final int BAND = 1;
  static final int EDGE = 2;

  static final int OFFSETS = 4;

  private static final int COMPONENTS = 3;

  // By coding tree block in raster scan, then by component.
  private final byte[] types;

  /** {@code sao_band_position} or {@code SaoEoClass}. */
  private final byte[] classes;

  /** {@code SaoOffsetVal}, without the first, which is 0. */
  private final short[] offsets;

  SaoParameters(int ctbs) {
    types = new byte[ctbs * COMPONENTS];
    classes = new byte[ctbs * COMPONENTS];
    offsets = new short[ctbs * COMPONENTS * OFFSETS];
  }

  /** Copies the parameters of all components. */
  void copy(int fromCtb, int toCtb) {
    System.arraycopy(types, fromCtb * COMPONENTS, types, toCtb * COMPONENTS, COMPONENTS);
    System.arraycopy(classes, fromCtb * COMPONENTS, classes, toCtb * COMPONENTS, COMPONENTS);
    int count = COMPONENTS * OFFSETS;
    System.arraycopy(offsets, fromCtb * count, offsets, toCtb * count, count);
  }

  /** Returns whether any block of a component changes. */
  boolean isUsed(int component) {
    for (int i = component; i < types.length; i += COMPONENTS) {
      if (types[i] != NONE) {
        return true;
      }
    }
    return false;
  }

  void setType(int ctb, int component, int type) {
    types[ctb * COMPONENTS + component] = (byte) type;
  }

  void setClass(int ctb, int component, int value) {
    classes[ctb * COMPONENTS + component] = (byte) value;
  }

  /**
   * @param index 0 to 3
   */
  void setOffset(int ctb, int component, int index, int value) {
    offsets[(ctb * COMPONENTS + component) * OFFSETS + index] = (short) value;
  }

  int type(int ctb, int component) {
    return types[ctb * COMPONENTS + component];
  }

  int classOf(int ctb, int component) {
    return classes[ctb * COMPONENTS + component];
  }

  int offset(int ctb, int component, int index) {
    return offsets[(ctb * COMPONENTS + component) * OFFSETS + index];
  }
}
