package io.github.snaplabel.telemetry;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.cloudwatchlogs.emf.logger.MetricsLogger;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/**
 * Writes one line a picture in CloudWatch's embedded metric format: a structured log line for
 * people and queries, of which CloudWatch makes metrics without being called. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class Telemetry {
  private static final String NAMESPACE = "SnapLabel";
  private static final String FUNCTION = "FunctionName";

  private final String function;
  private final StandardOutput output;
  private final AtomicBoolean coldStart = new AtomicBoolean(true);

  /**
   * Writes lines to a stream.
   *
   * @param function its name, the dimension of every metric
   * @param out standard output, which Lambda sends to CloudWatch Logs
   */
  public Telemetry(String function, PrintStream out) {
    this.function = function;
    this.output = new StandardOutput(out);
  }

  /** Runs something whose pictures are nobody's: all is done as ever, and nothing written. */
  public void warmingUp(Runnable work) {
    output.mute(true);
    try {
      work.run();
    } finally {
      output.mute(false);
      coldStart.set(true);
    }
  }

  /** Notes a picture. The first one after a start that was not a restore counts a cold start. */
  public void picture(PictureRecord picture) {
    MetricsLogger line = line();
    line.putProperty("requestId", picture.requestId());
    line.putProperty("source", picture.source());
    line.putProperty("bytes", picture.bytes());
    line.putProperty("outcome", picture.outcome());
    line.putMetric("Pictures", 1, Unit.COUNT);
    PictureRecord.Seen seen = picture.seen();
    if (seen == null) {
      line.putMetric(picture.skipped() ? "Skipped" : "Failures", 1, Unit.COUNT);
      line.putDimensions(DimensionSet.of(FUNCTION, function, "Code", picture.outcome()));
    } else {
      line.putProperty("format", seen.format());
      line.putProperty("width", seen.width());
      line.putProperty("height", seen.height());
      line.putProperty("topLabel", seen.topLabel());
      line.putMetric("DecodeTime", seen.decodeMs(), Unit.MILLISECONDS);
      line.putMetric("PreprocessTime", seen.preprocessMs(), Unit.MILLISECONDS);
      line.putMetric("InferenceTime", seen.inferenceMs(), Unit.MILLISECONDS);
    }
    if (coldStart.getAndSet(false)) {
      line.putMetric("ColdStarts", 1, Unit.COUNT);
    }
    line.flush();
  }

  /**
   * Notes that the process goes on from a snapshot; what comes next is no cold start.
   *
   * @param milliseconds that the function's own part of it took
   */
  public void restored(double milliseconds) {
    coldStart.set(false);
    MetricsLogger line = line();
    line.putProperty("message", "Restored from the snapshot");
    line.putMetric("Restores", 1, Unit.COUNT);
    line.putMetric("RestoreTime", milliseconds, Unit.MILLISECONDS);
    line.flush();
  }

  private MetricsLogger line() {
    MetricsLogger line = new MetricsLogger(output);
    line.setFlushPreserveDimensions(false);
    line.setDimensions(DimensionSet.of(FUNCTION, function));
    line.setNamespace(NAMESPACE);
    return line;
  }
}
