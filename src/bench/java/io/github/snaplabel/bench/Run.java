package io.github.snaplabel.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The measurements with some processors.
 *
 * @param processors processors that the measured processes may use
 * @param rows one for each image and peer that can decode it
 * @param starts start time and memory: one for each peer and image that new processes label
 * @param peers throughput
 * @param function times of the packaged function in AWS's runtime interface client
 * @param tagging times of the packaged function that labels objects in S3
 * @param ratios figures of each rival relative to ours (int8): above 1, ours is better
 */
record Run(
    Processors processors,
    List<Row> rows,
    List<StartRow> starts,
    List<PeerRow> peers,
    FunctionFigures function,
    TaggingFigures tagging,
    Map<String, Double> ratios) {
  /** Case name for the ratio of {@link PeerRow#picturesPerSecond}. */
  static final String THROUGHPUT = "throughput";

  /** Case name for the ratio of {@link StartRow#startMs} begins with this. */
  static final String START = "start/";

  /** Case name for the ratio of {@link StartRow#peakMb} begins with this. */
  static final String MEMORY = "memory/";

  static Run of(
      Processors processors,
      List<Row> rows,
      List<StartRow> starts,
      List<PeerRow> peers,
      FunctionFigures function,
      TaggingFigures tagging) {
    Map<String, Double> ratios = ratios(rows, starts, peers);
    return new Run(processors, rows, starts, peers, function, tagging, ratios);
  }

  /** Keys are {@code peer/case}. */
  private static Map<String, Double> ratios(
      List<Row> rows, List<StartRow> starts, List<PeerRow> peers) {
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
    for (StartRow row : starts) {
      String name = row.picture().label();
      StartRow ours =
          starts.stream()
              .filter(
                  other -> other.peer() == PeerKind.OURS_INT8 && other.picture() == row.picture())
              .findFirst()
              .orElseThrow();
      put(ratios, row.peer(), START + name, row.startMs() / ours.startMs());
      if (row.peakMb() != null && ours.peakMb() != null) {
        put(ratios, row.peer(), MEMORY + name, row.peakMb() / ours.peakMb());
      }
    }
    PeerRow ours =
        peers.stream().filter(row -> row.peer() == PeerKind.OURS_INT8).findFirst().orElseThrow();
    for (PeerRow row : peers) {
      put(ratios, row.peer(), THROUGHPUT, ours.picturesPerSecond() / row.picturesPerSecond());
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
