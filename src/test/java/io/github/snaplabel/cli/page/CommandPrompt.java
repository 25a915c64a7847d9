package io.github.snaplabel.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules by which Windows' cmd.exe and a program's C runtime split a line that is typed. */
final class CommandPrompt {
  private static final String SPECIAL = "&|<>()";

  private CommandPrompt() {}

  /**
   * Returns the program and its arguments.
   *
   * @param variables of the environment, by name in upper case
   * @throws IllegalArgumentException if the line has several commands, a redirection, or a quote
   *     without end
   */
  static List<String> arguments(String line, Map<String, String> variables) {
    return split(withoutCarets(expanded(line, variables)));
  }

  /** Replaces variables wherever they are, also in quotes; unknown ones stay when typed. */
  private static String expanded(String line, Map<String, String> variables) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      int end = line.charAt(at) == '%' ? line.indexOf('%', at + 1) : -1;
      String value =
          end < 0 ? null : variables.get(line.substring(at + 1, end).toUpperCase(Locale.ROOT));
      if (value == null) {
        result.append(line.charAt(at));
        at++;
      } else {
        result.append(value);
        at = end + 1;
      }
    }
    return result.toString();
  }

  /** Removes the carets that are not in quotes, and keeps what follows each. */
  private static String withoutCarets(String line) {
    StringBuilder result = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char letter = line.charAt(at);
      if (letter == '^' && !quoted && at + 1 < line.length()) {
        at++;
        result.append(line.charAt(at));
        continue;
      }
      if (!quoted && SPECIAL.indexOf(letter) >= 0) {
        throw new IllegalArgumentException("%s is not quoted in: %s".formatted(letter, line));
      }
      quoted ^= letter == '"';
      result.append(letter);
    }
    return result.toString();
  }

  /** Splits at spaces outside quotes, and removes the quotes; the lines here escape none. */
  private static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char letter : (line + ' ').toCharArray()) {
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(letter);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("A quote has no end: " + line);
    }
    return words;
  }
}
