package io.github.snaplabel.image.png;

/** The predictions of PNG filters, as the PNG specification writes them in 9.2. */
public final class FilterFormulas {
  private FilterFormulas() {}

  /** Returns the byte that a filter predicts at an index of a row. */
  public static int predicted(int filter, byte[] row, byte[] above, int i, int step) {
    int a = i < step ? 0 : row[i - step] & 0xff;
    int b = above[i] & 0xff;
    int c = i < step ? 0 : above[i - step] & 0xff;
    return switch (filter) {
      case 0 -> 0;
      case 1 -> a;
      case 2 -> b;
      case 3 -> (a + b) / 2;
      default -> paeth(a, b, c);
    };
  }

  /** Returns whichever of a byte on the left, one above and one above on the left is nearest. */
  static int paeth(int a, int b, int c) {
    int p = a + b - c;
    int pa = Math.abs(p - a);
    int pb = Math.abs(p - b);
    int pc = Math.abs(p - c);
    if (pa <= pb && pa <= pc) {
      return a;
    }
    return pb <= pc ? b : c;
  }
}
