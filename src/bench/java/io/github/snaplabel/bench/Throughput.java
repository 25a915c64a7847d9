package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures how many images warm peers label per second. The peers take turns. */
final class Throughput {
  private Throughput() {}

  static List<PeerRow> measure(List<WorkerProcess> workers, Path folder, Plan plan)
      throws IOException {
    Map<PeerKind, List<Double>> perSecond = new EnumMap<>(PeerKind.class);
    for (int round = 0; round <= plan.folderRounds(); round++) {
      for (WorkerProcess worker : workers) {
        double seconds = worker.folder(folder);
        if (round > 0) {
          perSecond
              .computeIfAbsent(worker.kind(), _ -> new ArrayList<>())
              .add(plan.folderImages() / seconds);
        }
      }
    }
    List<PeerRow> rows = new ArrayList<>();
    perSecond.forEach((peer, samples) -> rows.add(new PeerRow(peer, Statistics.median(samples))));
    return rows;
  }
}
