package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures start time and memory of new processes that label one image each. The peers take turns.
 */
final class Starts {
  private final List<PeerKind> peers;
  private final Starter starter;
  private final Path photos;
  private final Plan plan;

  /** Starts a peer's process. */
  interface Starter {
    WorkerProcess start(PeerKind peer) throws IOException;
  }

  /**
   * Creates the measurement.
   *
   * @param photos folder with an image for each {@link Case}
   */
  Starts(List<PeerKind> peers, Starter starter, Path photos, Plan plan) {
    this.peers = peers;
    this.starter = starter;
    this.photos = photos;
    this.plan = plan;
  }

  List<StartRow> measure(List<Case> cases) throws IOException {
    List<StartRow> rows = new ArrayList<>();
    for (Case picture : cases) {
      Map<PeerKind, List<StartRow>> samples = new EnumMap<>(PeerKind.class);
      for (int round = 0; round < plan.starts(picture); round++) {
        for (PeerKind peer : peers) {
          if (peer.reads(picture)) {
            samples.computeIfAbsent(peer, _ -> new ArrayList<>()).add(sample(peer, picture));
          }
        }
      }
      samples.values().forEach(each -> rows.add(StartRow.median(each)));
    }
    return rows;
  }

  private StartRow sample(PeerKind peer, Case picture) throws IOException {
    long start = System.nanoTime();
    try (WorkerProcess worker = starter.start(peer)) {
      worker.run(picture.in(photos));
      double startMs = (System.nanoTime() - start) / 1e6;
      OptionalLong peak = worker.peakMemory();
      @Nullable Double peakMb = peak.isPresent() ? peak.getAsLong() / 1e6 : null;
      return new StartRow(picture, peer, startMs, peakMb);
    }
  }
}
