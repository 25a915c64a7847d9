package io.github.snaplabel.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The results of one run; the content of {@code benchmark.json}.
 *
 * @param date date of the run
 * @param quick whether few samples were taken
 * @param machine machine that it ran on
 * @param versions versions of the compared software
 * @param rows one for each image and peer
 * @param peers throughput, start time and memory
 * @param function times of the packaged function in AWS's runtime interface client
 * @param exactness agreement with the reference pipeline; empty if it was not available
 * @param ratios figures of each rival relative to ours (int8): above 1, ours is better
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
  /** Case name for the ratio of {@link PeerRow#picturesPerSecond}. */
  static final String THROUGHPUT = "throughput";

  /** Case name for the ratio of {@link PeerRow#startMs}. */
  static final String START = "start";

  /** Case name for the ratio of {@link PeerRow#peakMb}. */
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

  /** Returns a rival's ratio; empty for our own rows and missing figures. */
  OptionalDouble ratio(PeerKind peer, String name) {
    Double ratio = ratios.get(peer.label() + "/" + name);
    return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio);
  }
}
