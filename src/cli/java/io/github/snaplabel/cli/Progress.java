package io.github.snaplabel.cli;

import io.github.snaplabel.cli.folder.TerminalColors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error for long runs. It appears only on a terminal, and not if a
 * report's rows go to a terminal too, since they also show progress. Thread-safe.
 */
final class Progress implements AutoCloseable {
  /** Set by the launcher: the shell can test which stream is a terminal, Java cannot. */
  private static final boolean STDERR_IS_TERMINAL = Boolean.getBoolean("snaplabel.err.terminal");

  private static final boolean STDOUT_IS_TERMINAL = Boolean.getBoolean("snaplabel.out.terminal");

  private static final String TASK = "Labeling";
  private static final int MIN_STEPS = 20;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Opens a bar for a run that reports each of its steps; short runs get none. */
  static Progress of(int steps) {
    return new Progress(
        STDERR_IS_TERMINAL && !STDOUT_IS_TERMINAL && steps > MIN_STEPS
            ? bar().setInitialMax(steps).build()
            : null);
  }

  /** Opens a bar for a run of unknown length that prints no report. */
  static Progress ofUnknownLength() {
    return new Progress(STDERR_IS_TERMINAL ? openEndedBar() : null);
  }

  /** Opens a bar for a run of unknown length that reports each of its steps. */
  static Progress ofUnknownLengthWithReport() {
    return new Progress(STDERR_IS_TERMINAL && !STDOUT_IS_TERMINAL ? openEndedBar() : null);
  }

  private static ProgressBar openEndedBar() {
    return bar().setInitialMax(-1).showSpeed().build();
  }

  private static ProgressBarBuilder bar() {
    return new ProgressBarBuilder()
        .setTaskName(TASK)
        .setStyle(
            TerminalColors.areWanted()
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.UNICODE_BLOCK);
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
