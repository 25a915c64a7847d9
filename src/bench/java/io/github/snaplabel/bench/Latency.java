package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the latency of single images. The peers take turns, so that other load on the machine
 * affects all of them equally.
 */
final class Latency {
  /** A pause between peers: the threads of a finished inference spin for a while. */
  private static final long PAUSE_MS = 20;

  private static final int LEAST_WARM_UP_RUNS = 2;

  private final List<WorkerProcess> workers;
  private final Path photos;
  private final Plan plan;

  /**
   * Creates the measurement.
   *
   * @param photos folder with an image for each {@link Case}
   */
  Latency(List<WorkerProcess> workers, Path photos, Plan plan) {
    this.workers = workers;
    this.photos = photos;
    this.plan = plan;
  }

  /** Measures each image with the peers that can decode it. */
  List<Row> measure(List<Case> cases) throws IOException, InterruptedException {
    for (Case picture : cases) {
      for (WorkerProcess worker : readers(picture)) {
        warmUp(worker, picture.in(photos));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Case picture : cases) {
      Map<PeerKind, List<Answer>> answers = new EnumMap<>(PeerKind.class);
      for (int round = 0; round < plan.rounds(); round++) {
        for (WorkerProcess worker : readers(picture)) {
          answers
              .computeIfAbsent(worker.kind(), _ -> new ArrayList<>())
              .addAll(burst(worker, picture));
        }
      }
      answers.forEach((peer, samples) -> rows.add(Row.of(picture, peer, samples)));
    }
    return rows;
  }

  private List<WorkerProcess> readers(Case picture) {
    return workers.stream().filter(worker -> worker.kind().reads(picture)).toList();
  }

  private void warmUp(WorkerProcess worker, Path file) throws IOException {
    long start = System.nanoTime();
    for (int run = 0;
        run < LEAST_WARM_UP_RUNS || System.nanoTime() - start < plan.warmUpMs() * 1e6;
        run++) {
      worker.run(file);
    }
  }

  private List<Answer> burst(WorkerProcess worker, Case picture)
      throws IOException, InterruptedException {
    Thread.sleep(PAUSE_MS);
    List<Answer> answers = new ArrayList<>();
    for (int run = 0; run < picture.burst(); run++) {
      answers.add(worker.run(picture.in(photos)));
    }
    return answers;
  }
}
