package io.github.snaplabel.http;

import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.event.LogText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses {@code topK} and {@code minConfidence} from the query and the body. */
final class ClassifyOptions {
  static final String TOP_K = "topK";
  static final String MIN_CONFIDENCE = "minConfidence";
  static final Set<String> NAMES = Set.of(TOP_K, MIN_CONFIDENCE);

  private static final int MAX_BODY_OPTIONS = 100;

  /** Decimal numbers only: Java would also parse {@code 1f} and {@code 0x1p3}. */
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,9}(\\.\\d{1,20})?([eE][-+]?\\d{1,3})?");

  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");

  /** Maximum number of characters of the request that a problem quotes. */
  private static final int MAX_QUOTED_CHARACTERS = 60;

  private ClassifyOptions() {}

  /**
   * Combines the options in the query and the body. A {@code topK} above the number of classes
   * selects all classes.
   *
   * @param classes number of the model's classes
   * @throws ProblemException if an option is unknown, given more than once or out of range
   */
  static TopK read(
      Map<String, List<String>> query, List<Upload.Option> body, int defaultTopK, int classes)
      throws ProblemException {
    Map<String, String> given = new HashMap<>();
    for (Upload.Option option : all(query, body)) {
      if (!NAMES.contains(option.name())) {
        throw badParameterException(
            "There is no parameter '%s'; the parameters are topK and minConfidence", option.name());
      }
      if (given.put(option.name(), option.value()) != null) {
        throw badParameterException("The parameter %s is given more than once", option.name());
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
    throw badParameterException(
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
    throw badParameterException("minConfidence must be a number from 0 to 1, not '%s'", text);
  }

  /**
   * Adds an option of a body to a list.
   *
   * @throws ProblemException if the list has 100 options already, so that megabytes of unknown
   *     options are never kept in memory
   */
  static void add(List<Upload.Option> options, Upload.Option option) throws ProblemException {
    if (options.size() == MAX_BODY_OPTIONS) {
      throw new ProblemException(
          ProblemType.BAD_PARAMETER,
          "The body has more than %d parameters; the parameters are topK and minConfidence"
              .formatted(MAX_BODY_OPTIONS));
    }
    options.add(option);
  }

  private static ProblemException badParameterException(String format, String sent) {
    return new ProblemException(ProblemType.BAD_PARAMETER, format.formatted(shortened(sent)));
  }

  /** Shortens a part of the request for a problem's detail. */
  static String shortened(String sent) {
    String start = LogText.truncated(sent, MAX_QUOTED_CHARACTERS);
    return start.equals(sent) ? sent : start + "...";
  }
}
