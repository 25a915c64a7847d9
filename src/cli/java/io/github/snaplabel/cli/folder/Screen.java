package io.github.snaplabel.cli.folder;

import io.github.snaplabel.event.LogText;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Writes lines to standard output, and on a terminal keeps a status line below them. Thread-safe.
 */
final class Screen {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean colored;
  private String status = "";
  private boolean frozen;

  Screen(PrintWriter out, boolean terminal, boolean colored) {
    this.out = out;
    this.terminal = terminal;
    this.colored = colored;
  }

  /**
   * Creates a screen for the terminal and colors that the launcher and the environment report
   * (no-color.org).
   */
  static Screen of(PrintWriter out) {
    boolean terminal =
        Boolean.getBoolean("snaplabel.out.terminal") && !"dumb".equals(System.getenv("TERM"));
    return new Screen(out, terminal, terminal && TerminalColors.areWanted());
  }

  /** Returns styled text if colors are on. Control characters, as in file names, are removed. */
  String styled(Style style, String text) {
    String safe = LogText.of(text);
    // Resets everything: the code that ends bold turns on underline on many terminals.
    return colored ? style.on() + safe + Style.reset.on() : safe;
  }

  /** Prints a line. */
  synchronized void line(String text) {
    if (!frozen) {
      write(text);
    }
  }

  /** Replaces the status line; without a terminal there is none. */
  synchronized void status(String text) {
    if (terminal && !frozen) {
      status = text;
      out.print(CLEAR_LINE + status);
      out.flush();
    }
  }

  /** Ignores all output from now on except {@link #last}. */
  synchronized void freeze() {
    frozen = true;
    status = "";
  }

  /** Prints the last line. */
  synchronized void last(String text) {
    freeze();
    write(text);
  }

  private void write(String text) {
    out.println(terminal ? CLEAR_LINE + text : text);
    out.print(status);
    out.flush();
  }
}
