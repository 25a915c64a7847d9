package io.github.snaplabel.event;

import java.util.regex.Pattern;

/** Keys, names and ids from outside, made fit for a line of a log or a terminal. */
public final class LogText {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private LogText() {}

  /**
   * The text with a question mark for each control character: one could end the line, so that the
   * rest would pass for a line of ours, or steer the terminal.
   */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** The first characters of a text, without half a one (of two UTF-16 units) at the end. */
  public static String start(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }
}
