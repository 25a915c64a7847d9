package io.github.snaplabel.cli.lambda;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the lines of a process's log, except the runtime's copies of an error without a stack
 * trace: {@code MESSAGE: TYPE}, {@code TYPE: MESSAGE} and an empty line. The caller receives the
 * error itself, whose message is a sentence for users.
 */
final class RuntimeLog implements Consumer<String> {
  private static final Pattern FIRST_COPY =
      Pattern.compile("(.*): (" + Pattern.quote(FunctionError.OWN_EXCEPTION) + "[\\w.$]+)");

  private final Consumer<String> log;

  /** The copy that is expected next. */
  private @Nullable String expected;

  /** A copy that is dropped unless a stack trace follows. */
  private @Nullable String heldBack;

  /**
   * Creates a filter.
   *
   * @param log receives the remaining lines
   */
  RuntimeLog(Consumer<String> log) {
    this.log = log;
  }

  /** Takes the next line, always on the same thread. */
  @Override
  public void accept(String line) {
    String previous = heldBack;
    heldBack = null;
    if (previous != null) {
      if (line.isEmpty()) {
        return;
      }
      log.accept(previous);
    }
    Matcher copy = FIRST_COPY.matcher(line);
    if (line.equals(expected)) {
      expected = null;
      heldBack = line;
    } else if (copy.matches()) {
      expected = "%s: %s".formatted(copy.group(2), copy.group(1));
    } else {
      expected = null;
      log.accept(line);
    }
  }
}
