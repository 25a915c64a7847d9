package io.github.snaplabel.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * All that one run found out; {@code benchmark.json} as it is.
 *
 * @param date of the run
 * @param quick whether it was only a look
 * @param machine it ran on
 * @param versions of what was compared
 * @param rows a picture and a peer each
 * @param peers throughput, start and memory
 * @param function the packaged function, in AWS's runtime client
 * @param exactness agreement with the reference pipeline; empty without one
 * @param ratios a rival's time, memory, or our throughput, in ours (int8): above 1, ours is better
 */
record Results(
    String date,
    boolean quick,
    Machine machine,
    Map<String, String> versions,
    List<Row> rows,
    List<PeerRow> peers,
    FunctionFigures function,
    List<Agreement> exactness,
    Map<String, Double> ratios) {
  /** The ratio of {@link PeerRow#picturesPerSecond}. */
  static final String THROUGHPUT = "throughput";

  /** The ratio of {@link PeerRow#startMs}. */
  static final String START = "start";

  /** The ratio of {@link PeerRow#peakMb}. */
  static final String MEMORY = "memory";

  static Results of(
      boolean quick,
      Machine machine,
      Map<String, String> versions,
      List<Row> rows,
      List<PeerRow> peers,
      FunctionFigures function,
      List<Agreement> exactness) {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    return new Results(
        today, quick, machine, versions, rows, peers, function, exactness, ratios(rows, peers));
  }

  /** Keys are {@code peer/case}. */
  private static Map<String, Double> ratios(List<Row> rows, List<PeerRow> peers) {
    Map<String, Double> ratios = new TreeMap<>();
    for (Row row : rows) {
      double ours =
          rows.stream()
              .filter(
                  other -> other.peer() == PeerKind.OURS_INT8 && other.picture() == row.picture())
              .findFirst()
              .orElseThrow()
              .totalMs();
      put(ratios, row.peer(), row.picture().label(), row.totalMs() / ours);
    }
    PeerRow ours =
        peers.stream().filter(row -> row.peer() == PeerKind.OURS_INT8).findFirst().orElseThrow();
    for (PeerRow row : peers) {
      put(ratios, row.peer(), THROUGHPUT, ours.picturesPerSecond() / row.picturesPerSecond());
      put(ratios, row.peer(), START, row.startMs() / ours.startMs());
      if (row.peakMb() != null && ours.peakMb() != null) {
        put(ratios, row.peer(), MEMORY, row.peakMb() / ours.peakMb());
      }
    }
    return ratios;
  }

  private static void put(Map<String, Double> ratios, PeerKind peer, String name, double ratio) {
    if (peer.isRival()) {
      ratios.put(peer.label() + "/" + name, Math.round(ratio * 100) / 100.0);
    }
  }

  /** A rival's ratio; empty for our own rows and for what was not measured. */
  OptionalDouble ratio(PeerKind peer, String name) {
    Double ratio = ratios.get(peer.label() + "/" + name);
    return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio);
  }
}
