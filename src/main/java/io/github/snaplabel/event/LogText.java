package io.github.snaplabel.event;

import java.util.regex.Pattern;

/** Makes untrusted text, such as object keys, safe to write to a log or a terminal. */
public final class LogText {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private LogText() {}

  /**
   * Returns the text with each control character replaced by a question mark. A line break could
   * forge a log line, and an escape sequence could control the terminal.
   */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** Returns at most the first {@code maxCodePoints} code points of a text. */
  public static String truncated(String text, int maxCodePoints) {
    return text.codePointCount(0, text.length()) <= maxCodePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, maxCodePoints));
  }
}
