package io.github.snaplabel.event;

import java.util.regex.Pattern;

/** Keys, names and ids from outside, made fit for a line of a log or a terminal. */
public final class Printable {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /**
   * The text with a question mark for each control character: one could end the line, so that the
   * rest would pass for a line of ours, or steer the terminal.
   */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
