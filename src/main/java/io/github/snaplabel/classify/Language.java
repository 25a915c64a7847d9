package io.github.snaplabel.classify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A language in which classes and nodes have names. */
public enum Language {
  /** The names of {@code labels.txt}; a user's own classes may have names in another language. */
  ENGLISH("en"),
  /** Simplified Chinese, in addition to the English names. */
  CHINESE("zh");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** Returns the language's ISO 639 code, such as {@code zh}. */
  public String code() {
    return code;
  }

  /**
   * Returns the language of a tag such as {@code zh} or {@code zh-Hans-CN}, in any case; empty if
   * it is not supported.
   */
  public static Optional<Language> ofTag(String tag) {
    String primary = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(language -> language.code.equals(primary)).findFirst();
  }

  /** Returns all codes, as in "en or zh". */
  public static String codes() {
    return Arrays.stream(values()).map(Language::code).collect(Collectors.joining(" or "));
  }
}
