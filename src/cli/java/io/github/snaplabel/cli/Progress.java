package io.github.snaplabel.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error for long work, if a person can see it there and any report goes
 * elsewhere: on one terminal with it the rows are progress enough. Steps may come from any thread.
 */
final class Progress implements AutoCloseable {
  /** Set by the launcher: the shell knows which stream is a terminal, Java does not. */
  private static final boolean ERRORS_SEEN = Boolean.getBoolean("snaplabel.err.terminal");

  private static final boolean REPORT_SEEN = Boolean.getBoolean("snaplabel.out.terminal");

  private static final String TASK = "Labelling";
  private static final int LONG_WORK = 20;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** For work that reports each step. */
  static Progress of(int steps) {
    return new Progress(
        ERRORS_SEEN && !REPORT_SEEN && steps > LONG_WORK
            ? new ProgressBarBuilder().setTaskName(TASK).setInitialMax(steps).build()
            : null);
  }

  /**
   * For work of which nobody knows how long it is.
   *
   * @param reports whether it has a report
   */
  static Progress openEnded(boolean reports) {
    return new Progress(
        ERRORS_SEEN && !(reports && REPORT_SEEN)
            ? new ProgressBarBuilder().setTaskName(TASK).setInitialMax(-1).showSpeed().build()
            : null);
  }

  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
