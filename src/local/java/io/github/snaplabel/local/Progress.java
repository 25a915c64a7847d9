package io.github.snaplabel.local;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error for long work, if a person can see it there and the report goes
 * elsewhere: on one terminal with it the rows are progress enough.
 */
final class Progress implements AutoCloseable {
  /** Set by the launcher: the shell knows which stream is a terminal, Java does not. */
  private static final boolean VISIBLE = Boolean.getBoolean("snaplabel.progress");

  private static final int LONG_WORK = 20;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static Progress of(int steps) {
    return new Progress(
        VISIBLE && steps > LONG_WORK
            ? new ProgressBarBuilder().setTaskName("Labelling").setInitialMax(steps).build()
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
