package io.github.snaplabel.http;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.LocalName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the sizes of predictions in Lambda's response, where the API's JSON is a string in JSON.
 * Thread-safe.
 */
final class PredictionSizes {
  /** Maximum size of a prediction with escaped quotes, without its texts. */
  private static final long PREDICTION_BYTES = 176;

  /** Two quotes, each escaped, and a comma. */
  private static final long TEXT_BYTES = 5;

  /** Maximum size of a UTF-16 unit: a control character, which is escaped twice. */
  private static final long UNIT_BYTES = 7;

  /** Maximum size of a Chinese name with escaped quotes, without its texts. */
  private static final long LOCAL_NAME_BYTES = 40;

  private final Hierarchy hierarchy;
  private final Language language;
  private final long bound;

  /** The total size of the n largest predictions, by n; measured when it is first needed. */
  private long @Nullable [] largest;

  /** Computes an upper bound only, because a cold start has no time to look at every character. */
  PredictionSizes(Hierarchy hierarchy, Language language) {
    this.hierarchy = hierarchy;
    this.language = language;
    long[] bytes = new long[hierarchy.size()];
    long longest = 0;
    for (int position = 0; position < bytes.length; position++) {
      Hierarchy.Term term = hierarchy.get(position);
      bytes[position] = TEXT_BYTES + UNIT_BYTES * term.name().length();
      if (term.parent() != Hierarchy.NO_PARENT) {
        bytes[position] += bytes[term.parent()];
      }
      // The separator of two aliases counts as two units, which is more than their quotes.
      long aliases = TEXT_BYTES + UNIT_BYTES * term.aliasList().length();
      longest = Math.max(longest, bytes[position] + aliases + localBytes(position));
    }
    this.bound = PREDICTION_BYTES + longest;
  }

  /**
   * Returns whether the results of several images fit into a response.
   *
   * @param predictions per image, at most as many as there are classes
   * @param otherBytes per image
   */
  boolean fit(int images, int predictions, long otherBytes) {
    return images * (otherBytes + predictions * bound) <= ResponseWriter.MAX_BYTES
        || images * (otherBytes + largest()[predictions]) <= ResponseWriter.MAX_BYTES;
  }

  private synchronized long[] largest() {
    if (largest == null) {
      largest = measured();
    }
    return largest;
  }

  private long[] measured() {
    long[] bytes = new long[hierarchy.classes()];
    for (int index = 0; index < bytes.length; index++) {
      int position = hierarchy.positionOfClass(index);
      bytes[index] = PREDICTION_BYTES + localBytes(position);
      for (String text : hierarchy.path(position)) {
        bytes[index] += bytes(text);
      }
      for (String text : hierarchy.get(position).aliases()) {
        bytes[index] += bytes(text);
      }
    }
    Arrays.sort(bytes);
    long[] sums = new long[bytes.length + 1];
    for (int count = 1; count <= bytes.length; count++) {
      sums[count] = sums[count - 1] + bytes[bytes.length - count];
    }
    return sums;
  }

  private long localBytes(int position) {
    LocalName name = hierarchy.localName(position, language);
    return name == null
        ? 0
        : LOCAL_NAME_BYTES
            + bytes(name.name())
            + name.path().stream().mapToLong(PredictionSizes::bytes).sum();
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
