package io.github.snaplabel.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import software.amazon.cloudwatchlogs.emf.environment.Environment;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.sinks.ISink;

/**
 * Writes embedded metrics to standard output, as the metrics library does on Lambda. Unlike the
 * library's own environment, it reads no environment variables, and adds none of the properties
 * that Lambda's own log lines already contain.
 */
final class StdoutEmfSink implements Environment, ISink {
  private final PrintStream out;
  private volatile boolean muted;

  StdoutEmfSink(PrintStream out) {
    this.out = out;
  }

  /** Mutes or unmutes the output; muted lines are formatted as usual but not written. */
  void mute(boolean muted) {
    this.muted = muted;
  }

  @Override
  public boolean probe() {
    return true;
  }

  @Override
  public String getName() {
    return "SnapLabel";
  }

  @Override
  public String getType() {
    return "AWS::Lambda::Function";
  }

  @Override
  public String getLogGroupName() {
    return getName();
  }

  @Override
  public void configureContext(MetricsContext context) {
    // There are no default properties to add.
  }

  @Override
  public ISink getSink() {
    return this;
  }

  @Override
  public void accept(MetricsContext context) {
    try {
      for (String line : context.serialize()) {
        if (!muted) {
          out.println(line);
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    return CompletableFuture.completedFuture(null);
  }
}
