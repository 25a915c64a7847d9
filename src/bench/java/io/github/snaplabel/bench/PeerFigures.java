package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Measures throughput, start time and memory. The peers take turns. */
final class PeerFigures {
  private final Map<PeerKind, List<Double>> perSecond = new EnumMap<>(PeerKind.class);
  private final Map<PeerKind, List<Double>> starts = new EnumMap<>(PeerKind.class);
  private final Map<PeerKind, List<Double>> peaks = new EnumMap<>(PeerKind.class);

  /** Starts a peer's process. */
  interface Starter {
    WorkerProcess start(PeerKind peer) throws IOException;
  }

  /** Measures the throughput of warm peers on a folder of images. */
  void measureFolder(List<WorkerProcess> workers, Path folder, Plan plan) throws IOException {
    for (int round = 0; round <= plan.folderRounds(); round++) {
      for (WorkerProcess worker : workers) {
        double seconds = worker.folder(folder);
        if (round > 0) {
          add(perSecond, worker.kind(), plan.folderImages() / seconds);
        }
      }
    }
  }

  /** Measures start time and memory of new processes that label one photo each. */
  void measureStarts(List<PeerKind> peers, Starter starter, Path photo, Plan plan)
      throws IOException {
    for (int round = 0; round < plan.starts(); round++) {
      for (PeerKind peer : peers) {
        long start = System.nanoTime();
        try (WorkerProcess worker = starter.start(peer)) {
          worker.run(photo);
          add(starts, peer, (System.nanoTime() - start) / 1e6);
          OptionalLong peak = worker.peakMemory();
          if (peak.isPresent()) {
            add(peaks, peer, peak.getAsLong() / 1e6);
          }
        }
      }
    }
  }

  private static void add(Map<PeerKind, List<Double>> samples, PeerKind peer, double sample) {
    samples.computeIfAbsent(peer, _ -> new ArrayList<>()).add(sample);
  }

  /** The samples of one peer. */
  PeerRow row(PeerKind peer) {
    List<Double> peak = peaks.getOrDefault(peer, List.of());
    @Nullable Double peakMb = peak.isEmpty() ? null : Statistics.median(peak);
    return new PeerRow(
        peer,
        Statistics.median(perSecond.getOrDefault(peer, List.of())),
        Statistics.median(starts.getOrDefault(peer, List.of())),
        peakMb);
  }
}
