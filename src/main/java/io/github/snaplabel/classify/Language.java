package io.github.snaplabel.classify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A language in which classes and nodes have names. */
public enum Language {
  /** The names of {@code labels.txt}; own classes may be named in another language. */
  ENGLISH("en"),
  /** Chinese in simplified characters, besides the English names. */
  CHINESE("zh");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** Returns the language's code of ISO 639, such as {@code zh}. */
  public String code() {
    return code;
  }

  /** Returns the language of a tag such as {@code zh} or {@code zh-Hans-CN}, in any case. */
  public static Optional<Language> ofTag(String tag) {
    String primary = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(language -> language.code.equals(primary)).findFirst();
  }

  /** Returns all codes, as in "en or zh". */
  public static String codes() {
    return Arrays.stream(values()).map(Language::code).collect(Collectors.joining(" or "));
  }
}
