package io.github.snaplabel.http;

import io.github.snaplabel.classify.Language;
import io.github.snaplabel.event.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Determines in which language a request asks for names. */
final class LanguageChoice {
  /** The parameter, which takes precedence over the header {@code Accept-Language}. */
  static final String PARAMETER = "lang";

  private LanguageChoice() {}

  /**
   * Returns the language of a request.
   *
   * @param parameter a language tag such as {@code zh} or {@code zh-CN}; null if it is not given
   * @throws ProblemException if the parameter's language is not supported
   */
  static Language of(@Nullable String parameter, HttpRequest request) throws ProblemException {
    if (parameter == null) {
      return preferred(request.header("Accept-Language").orElse(""));
    }
    return Language.ofTag(parameter)
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.BAD_PARAMETER,
                "%s must be %s, not '%s'"
                    .formatted(PARAMETER, Language.codes(), ClassifyOptions.shortened(parameter))));
  }

  /**
   * Returns the supported language with the largest weight, the first one if several have it;
   * English if none is supported.
   */
  private static Language preferred(String acceptLanguage) {
    Language preferred = Language.ENGLISH;
    double largest = 0;
    for (String range : acceptLanguage.split(",", -1)) {
      String tag = MediaTypes.essence(range);
      Language language = tag.equals("*") ? Language.ENGLISH : Language.ofTag(tag).orElse(null);
      double weight = MediaTypes.weight(range);
      if (language != null && weight > largest) {
        preferred = language;
        largest = weight;
      }
    }
    return preferred;
  }
}
