package io.github.snaplabel.bench;

import io.github.snaplabel.cli.lambda.FunctionConfiguration;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of the packaged function in AWS's runtime interface client: medians of several processes,
 * in ms.
 *
 * @param startMs on-demand start, until the function waits for its first event
 * @param firstMs first request after a restore, from event to response
 * @param warmMs a later request
 */
record FunctionFigures(double startMs, double firstMs, double warmMs) {
  static final String HANDLER = "io.github.snaplabel.SnapLabelHandler";
  private static final int LATER_REQUESTS = 10;

  /**
   * Measures the packaged function.
   *
   * @param packaged its folder
   * @param processes number of processes of each kind, after one that is discarded to warm up this
   *     process
   */
  static FunctionFigures measure(Path packaged, RuntimeDirectory runtime, Path event, int processes)
      throws IOException, InterruptedException {
    FunctionConfiguration onDemand = FunctionConfiguration.of(packaged, HANDLER);
    FunctionConfiguration snapStart =
        onDemand.withInitializationType(InitializationType.SNAP_START);
    Payload payload = Payload.of(Files.readString(event));
    List<Double> starts = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int process = 0; process <= processes; process++) {
      try (FunctionProcess function = new FunctionProcess(onDemand, runtime, _ -> {})) {
        long start = System.nanoTime();
        function.start();
        starts.add(millisecondsSince(start));
      }
      try (FunctionProcess function = new FunctionProcess(snapStart, runtime, _ -> {})) {
        function.start();
        firsts.add(request(function, payload));
        List<Double> later = new ArrayList<>();
        for (int request = 0; request < LATER_REQUESTS; request++) {
          later.add(request(function, payload));
        }
        warm.add(Statistics.median(later));
      }
    }
    return new FunctionFigures(counted(starts), counted(firsts), counted(warm));
  }

  private static double request(FunctionProcess function, Payload event)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    function.invoke(event);
    return millisecondsSince(start);
  }

  private static double counted(List<Double> samples) {
    return Statistics.median(samples.subList(1, samples.size()));
  }

  private static double millisecondsSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
