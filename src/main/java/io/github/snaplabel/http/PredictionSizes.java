package io.github.snaplabel.http;

import io.github.snaplabel.classify.Hierarchy;
import java.util.Arrays;

/** Maximum sizes of predictions in Lambda's response, where JSON is a string within JSON. */
final class PredictionSizes {
  /** Maximum size of a prediction with escaped quotes, without its texts. */
  private static final long PREDICTION_BYTES = 176;

  /** Two quotes, each escaped, and a comma. */
  private static final long TEXT_BYTES = 5;

  /** By number of predictions: the size of the largest ones. */
  private final long[] largest;

  private PredictionSizes(long[] largest) {
    this.largest = largest;
  }

  static PredictionSizes of(Hierarchy hierarchy) {
    long[] bytes = new long[hierarchy.classes()];
    for (int index = 0; index < bytes.length; index++) {
      int position = hierarchy.positionOfClass(index);
      Hierarchy.Term term = hierarchy.get(position);
      bytes[index] = PREDICTION_BYTES + bytes(term.name());
      for (String text : hierarchy.parents(position)) {
        bytes[index] += bytes(text);
      }
      for (String text : term.aliases()) {
        bytes[index] += bytes(text);
      }
    }
    Arrays.sort(bytes);
    long[] largest = new long[bytes.length + 1];
    for (int count = 1; count <= bytes.length; count++) {
      largest[count] = largest[count - 1] + bytes[bytes.length - count];
    }
    return new PredictionSizes(largest);
  }

  /** Returns the maximum size of some predictions, at most as many as there are classes. */
  long bytes(int predictions) {
    return largest[predictions];
  }

  private static long bytes(String text) {
    long bytes = TEXT_BYTES;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      // Escaped twice: a control character as \\u0000, a quote or backslash as three of them.
      bytes += unit < ' ' ? 7 : unit == '"' || unit == '\\' ? 4 : unit < 0x80 ? 1 : 3;
    }
    return bytes;
  }
}
