package io.github.snaplabel.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The measurements with some processors.
 *
 * @param processors processors that the measured processes may use
 * @param rows one for each image and peer
 * @param peers throughput, start time and memory
 * @param function times of the packaged function in AWS's runtime interface client
 * @param tagging times of the packaged function that labels objects in S3
 * @param ratios figures of each rival relative to ours (int8): above 1, ours is better
 */
record Run(
    Processors processors,
    List<Row> rows,
    List<PeerRow> peers,
    FunctionFigures function,
    TaggingFigures tagging,
    Map<String, Double> ratios) {
  /** Case name for the ratio of {@link PeerRow#picturesPerSecond}. */
  static final String THROUGHPUT = "throughput";

  /** Case name for the ratio of {@link PeerRow#startMs}. */
  static final String START = "start";

  /** Case name for the ratio of {@link PeerRow#peakMb}. */
  static final String MEMORY = "memory";

  static Run of(
      Processors processors,
      List<Row> rows,
      List<PeerRow> peers,
      FunctionFigures function,
      TaggingFigures tagging) {
    return new Run(processors, rows, peers, function, tagging, ratios(rows, peers));
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
