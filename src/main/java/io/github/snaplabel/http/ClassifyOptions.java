package io.github.snaplabel.http;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.classify.UnknownLabelException;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.event.LogText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses the parameters of {@code POST /classify} from the query and the body. */
final class ClassifyOptions {
  static final String TOP_K = "topK";
  static final String MIN_CONFIDENCE = "minConfidence";
  static final String CERTAINTY = "certainty";
  static final String INCLUDE = "include";
  static final String EXCLUDE = "exclude";
  static final Set<String> NUMBERS = Set.of(TOP_K, MIN_CONFIDENCE, CERTAINTY);
  static final Set<String> LISTS = Set.of(INCLUDE, EXCLUDE);

  private static final String ALL = "topK, minConfidence, certainty, include, exclude and lang";

  private static final int MAX_BODY_OPTIONS = 100;

  /** Decimal numbers only: Java would also parse {@code 1f} and {@code 0x1p3}. */
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,9}(\\.\\d{1,20})?([eE][-+]?\\d{1,3})?");

  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");

  /** Maximum number of characters of the request that a problem quotes. */
  private static final int MAX_QUOTED_CHARACTERS = 60;

  private ClassifyOptions() {}

  /** Returns whether a parameter's value is a string. */
  static boolean isText(String name) {
    return LISTS.contains(name) || name.equals(LanguageChoice.PARAMETER);
  }

  /** Returns whether there is a parameter with this name. */
  static boolean isKnown(String name) {
    return NUMBERS.contains(name) || isText(name);
  }

  /**
   * Combines the options in the query and the body, and the language in the headers. A {@code topK}
   * above the number of classes selects all classes.
   *
   * @param labeling the model's classes, and the defaults of the other options
   * @throws ProblemException if an option is unknown, given more than once or out of range, or
   *     names a label that the model does not have
   */
  static LabelOptions read(
      HttpRequest request, List<Upload.Option> body, int defaultTopK, Labeling labeling)
      throws ProblemException {
    int classes = labeling.hierarchy().classes();
    Map<String, String> given = new HashMap<>();
    for (Upload.Option option : all(request.query(), body)) {
      if (!isKnown(option.name())) {
        throw badParameterException(
            "There is no parameter '%s'; the parameters are " + ALL, option.name());
      }
      if (given.put(option.name(), option.value()) != null) {
        throw badParameterException("The parameter %s is given more than once", option.name());
      }
    }
    TopK topK =
        new TopK(
            Math.min(
                classes, topK(given.getOrDefault(TOP_K, Integer.toString(defaultTopK)), classes)),
            probability(MIN_CONFIDENCE, given.getOrDefault(MIN_CONFIDENCE, "0")));
    LabelOptions defaults = labeling.defaults();
    String certainty = given.get(CERTAINTY);
    return new LabelOptions(
        topK,
        certainty == null ? defaults.certainty() : probability(CERTAINTY, certainty),
        defaults.selection().and(selection(given, labeling.hierarchy())),
        LanguageChoice.of(given.get(LanguageChoice.PARAMETER), request));
  }

  private static Selection selection(Map<String, String> given, Hierarchy hierarchy)
      throws ProblemException {
    try {
      return Selection.of(
          hierarchy,
          Selection.names(given.getOrDefault(INCLUDE, "")),
          Selection.names(given.getOrDefault(EXCLUDE, "")));
    } catch (UnknownLabelException e) {
      throw badParameterException(
          "The model has no class and no node called '%s'; GET /labels lists them", e.label());
    }
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

  private static double probability(String name, String text) throws ProblemException {
    if (NUMBER.matcher(text).matches()) {
      double confidence = Double.parseDouble(text);
      if (confidence <= 1) {
        return confidence;
      }
    }
    throw badParameterException(name + " must be a number from 0 to 1, not '%s'", text);
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
          "The body has more than %d parameters; the parameters are %s"
              .formatted(MAX_BODY_OPTIONS, ALL));
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
