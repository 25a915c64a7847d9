package io.github.snaplabel.telemetry;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.cloudwatchlogs.emf.logger.MetricsLogger;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/**
 * Writes one line per image in CloudWatch's embedded metric format: a structured log line from
 * which CloudWatch extracts metrics without an API call. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class Telemetry {
  private static final String NAMESPACE = "SnapLabel";
  private static final String FUNCTION = "FunctionName";

  private final String function;
  private final StdoutEmfSink output;
  private final AtomicBoolean coldStart = new AtomicBoolean(true);

  /**
   * Creates a writer of records.
   *
   * @param function name of the function, the dimension of every metric
   * @param out standard output, which Lambda sends to CloudWatch Logs
   */
  public Telemetry(String function, PrintStream out) {
    this.function = function;
    this.output = new StdoutEmfSink(out);
  }

  /**
   * Runs warm-up requests without writing records of them. The code that formats records still
   * runs, and the next image still counts as the first one after a cold start.
   */
  public void withoutRecords(Runnable work) {
    output.mute(true);
    try {
      work.run();
    } finally {
      output.mute(false);
      coldStart.set(true);
    }
  }

  /**
   * Records an image. The first one after a cold start, but not after a restore, also counts the
   * start.
   */
  public void image(ImageRecord image) {
    MetricsLogger line = line();
    line.putProperty("requestId", image.requestId());
    line.putProperty("source", image.source());
    if (image.bytes() != null) {
      line.putProperty("bytes", image.bytes());
    }
    line.putProperty("outcome", image.outcome());
    line.putMetric("Pictures", 1, Unit.COUNT);
    ImageRecord.Details details = image.details();
    if (details == null) {
      line.putMetric(
          image.status() == ImageRecord.Status.SKIPPED ? "Skipped" : "Failures", 1, Unit.COUNT);
      line.putDimensions(DimensionSet.of(FUNCTION, function, "Code", image.outcome()));
    } else {
      line.putProperty("format", details.format());
      line.putProperty("width", details.width());
      line.putProperty("height", details.height());
      line.putProperty("topLabel", details.topLabel());
      line.putMetric("DecodeTime", details.decodeMs(), Unit.MILLISECONDS);
      line.putMetric("PreprocessTime", details.preprocessMs(), Unit.MILLISECONDS);
      line.putMetric("InferenceTime", details.inferenceMs(), Unit.MILLISECONDS);
    }
    if (coldStart.getAndSet(false)) {
      line.putMetric("ColdStarts", 1, Unit.COUNT);
    }
    line.flush();
  }

  /**
   * Records that the process was restored from a snapshot, which does not count as a cold start.
   *
   * @param milliseconds spent in the function's own hook
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
