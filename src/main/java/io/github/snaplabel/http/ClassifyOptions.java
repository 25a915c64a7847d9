package io.github.snaplabel.http;

import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.event.LogText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code topK} and {@code minConfidence}, wherever they are given. */
final class ClassifyOptions {
  static final String TOP_K = "topK";
  static final String MIN_CONFIDENCE = "minConfidence";
  static final Set<String> NAMES = Set.of(TOP_K, MIN_CONFIDENCE);

  private static final int MAX_IN_BODY = 100;

  /** Plain numbers: what Java reads besides ({@code 1f}, {@code 0x1p3}) is not for the API. */
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,9}(\\.\\d{1,20})?([eE][-+]?\\d{1,3})?");

  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");

  /** Characters of what was sent that a problem repeats. */
  private static final int REPEATED = 60;

  private ClassifyOptions() {}

  /**
   * Puts the query's and the body's together. A count above the number of classes gives all of
   * them.
   *
   * @param classes that the model tells apart
   * @throws ProblemException if one is unknown, given twice or out of bounds
   */
  static TopK read(
      Map<String, List<String>> query, List<Upload.Option> body, int defaultTopK, int classes)
      throws ProblemException {
    Map<String, String> given = new HashMap<>();
    for (Upload.Option option : all(query, body)) {
      if (!NAMES.contains(option.name())) {
        throw wrong("There is no parameter '%s'; there are topK and minConfidence", option.name());
      }
      if (given.put(option.name(), option.value()) != null) {
        throw wrong("The parameter %s is given more than once", option.name());
      }
    }
    return new TopK(
        Math.min(classes, topK(given.getOrDefault(TOP_K, Integer.toString(defaultTopK)), classes)),
        minConfidence(given.getOrDefault(MIN_CONFIDENCE, "0")));
  }

  private static List<Upload.Option> all(
      Map<String, List<String>> query, List<Upload.Option> body) {
    List<Upload.Option> all = new ArrayList<>(body);
    query.forEach(
        (name, values) -> values.forEach(value -> all.add(new Upload.Option(name, value))));
    return all;
  }

  private static int topK(String text, int classes) throws ProblemException {
    if (COUNT.matcher(text).matches()) {
      return Integer.parseInt(text);
    }
    throw wrong(
        "topK must be a whole number from 1, not '%s'; this model has " + classes + " classes",
        text);
  }

  private static double minConfidence(String text) throws ProblemException {
    if (NUMBER.matcher(text).matches()) {
      double confidence = Double.parseDouble(text);
      if (confidence <= 1) {
        return confidence;
      }
    }
    throw wrong("minConfidence must be a number from 0 to 1, not '%s'", text);
  }

  /**
   * Keeps one more option of a body.
   *
   * @throws ProblemException if there are so many that some must be unknown: megabytes of them are
   *     not kept
   */
  static void add(List<Upload.Option> options, Upload.Option option) throws ProblemException {
    if (options.size() == MAX_IN_BODY) {
      throw new ProblemException(
          ProblemType.BAD_PARAMETER,
          "The body has more than %d parameters; there are topK and minConfidence"
              .formatted(MAX_IN_BODY));
    }
    options.add(option);
  }

  private static ProblemException wrong(String format, String sent) {
    return new ProblemException(ProblemType.BAD_PARAMETER, format.formatted(shortened(sent)));
  }

  /** What was sent is repeated, but not at any length, nor with half a character at its end. */
  static String shortened(String sent) {
    String start = LogText.start(sent, REPEATED);
    return start.equals(sent) ? sent : start + "...";
  }
}
