package io.github.snaplabel.cli.folder;

import io.github.snaplabel.event.LogText;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Standard output: lines that stay, and on a terminal one line below them that changes.
 * Thread-safe.
 */
final class Screen {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean coloured;
  private String live = "";
  private boolean ended;

  Screen(PrintWriter out, boolean terminal, boolean coloured) {
    this.out = out;
    this.terminal = terminal;
    this.coloured = coloured;
  }

  /** As the launcher and the environment say (no-color.org). */
  static Screen of(PrintWriter out) {
    boolean terminal =
        Boolean.getBoolean("snaplabel.out.terminal") && !"dumb".equals(System.getenv("TERM"));
    String noColour = System.getenv("NO_COLOR");
    return new Screen(out, terminal, terminal && (noColour == null || noColour.isEmpty()));
  }

  /** Text in a style, if there are colours; a file's name may hold what a terminal would obey. */
  String styled(Style style, String text) {
    String safe = LogText.of(text);
    // Not the style's own end: the one of bold underlines on many terminals.
    return coloured ? style.on() + safe + Style.reset.on() : safe;
  }

  synchronized void line(String text) {
    if (!ended) {
      write(text);
    }
  }

  /** Shows a text below the lines until the next; where there is no terminal, nothing. */
  synchronized void live(String text) {
    if (terminal && !ended) {
      live = text;
      out.print(CLEAR_LINE + live);
      out.flush();
    }
  }

  /** Shows nothing any more but the last line. */
  synchronized void freeze() {
    ended = true;
    live = "";
  }

  synchronized void last(String text) {
    freeze();
    write(text);
  }

  private void write(String text) {
    out.println(terminal ? CLEAR_LINE + text : text);
    out.print(live);
    out.flush();
  }
}
