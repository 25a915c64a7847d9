package io.github.snaplabel.http;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.LocalName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the sizes of predictions and labels in Lambda's response, where the API's JSON is a string
 * in JSON. Thread-safe.
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
  private final long predictionBound;
  private final long labelBound;

  /** Measured when it is first needed. */
  private @Nullable Measured measured;

  /**
   * Sizes that are exact, apart from numbers.
   *
   * @param label size of the texts of the largest label
   * @param predictions total size of the n largest predictions, by n
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Measured(long label, long[] predictions) {}

  /** Computes an upper bound only, because a cold start has no time to look at every character. */
  PredictionSizes(Hierarchy hierarchy, Language language) {
    this.hierarchy = hierarchy;
    this.language = language;
    long[] bytes = new long[hierarchy.size()];
    long longest = 0;
    long longestLabel = 0;
    for (int position = 0; position < bytes.length; position++) {
      Hierarchy.Term term = hierarchy.get(position);
      long name = TEXT_BYTES + UNIT_BYTES * term.name().length();
      bytes[position] = name;
      if (term.parent() != Hierarchy.NO_PARENT) {
        bytes[position] += bytes[term.parent()];
      }
      // The separator of two aliases counts as two units, which is more than their quotes.
      long aliases = TEXT_BYTES + UNIT_BYTES * term.aliasList().length();
      long path = bytes[position] + localBytes(position);
      longest = Math.max(longest, path + aliases);
      longestLabel = Math.max(longestLabel, path + name);
    }
    this.predictionBound = PREDICTION_BYTES + longest;
    this.labelBound = longestLabel;
  }

  /**
   * Returns whether the results of several images fit into a response.
   *
   * @param predictions per image, at most as many as there are classes
   * @param otherBytes per image, without the texts of its label
   */
  boolean fit(int images, int predictions, long otherBytes) {
    if (images * (otherBytes + labelBound + predictions * predictionBound)
        <= ResponseWriter.MAX_BYTES) {
      return true;
    }
    Measured exact = measured();
    return images * (otherBytes + exact.label() + exact.predictions()[predictions])
        <= ResponseWriter.MAX_BYTES;
  }

  private synchronized Measured measured() {
    if (measured == null) {
      measured = measure();
    }
    return measured;
  }

  private Measured measure() {
    long[] paths = new long[hierarchy.size()];
    long[] predictions = new long[hierarchy.classes()];
    long label = 0;
    for (int position = 0; position < paths.length; position++) {
      Hierarchy.Term term = hierarchy.get(position);
      long name = bytes(term.name());
      paths[position] = term.parent() == Hierarchy.NO_PARENT ? name : name + paths[term.parent()];
      long path = paths[position] + localBytes(position);
      label = Math.max(label, path + name);
      if (position >= hierarchy.nodes()) {
        long aliases = term.aliases().stream().mapToLong(PredictionSizes::bytes).sum();
        predictions[position - hierarchy.nodes()] = PREDICTION_BYTES + path + aliases;
      }
    }
    Arrays.sort(predictions);
    long[] sums = new long[predictions.length + 1];
    for (int count = 1; count <= predictions.length; count++) {
      sums[count] = sums[count - 1] + predictions[predictions.length - count];
    }
    return new Measured(label, sums);
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
