package io.github.snaplabel.bench;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats a table with one row per case and one column per peer, with the rivals' ratios. */
final class SummaryTable {
  private final Results results;

  SummaryTable(Results results) {
    this.results = results;
  }

  void write(Formatter out) {
    List<PeerRow> peers = results.peers();
    out.format("| | %s |%n", line(peers, peer -> peer.peer().label()));
    out.format("|---|%s%n", "---:|".repeat(peers.size()));
    for (Case picture : Case.values()) {
      out.format("| %s, ms | %s |%n", picture.label(), line(peers, peer -> latency(peer, picture)));
    }
    out.format("| 500x375 a second, all cores | %s |%n", line(peers, this::throughput));
    out.format("| process start to labels of 12mp, ms | %s |%n", line(peers, this::start));
    out.format("| peak memory of that process, MB | %s |%n", line(peers, this::memory));
  }

  private static String line(List<PeerRow> peers, Function<PeerRow, String> cell) {
    return peers.stream().map(cell).collect(Collectors.joining(" | "));
  }

  private String latency(PeerRow peer, Case picture) {
    return results.rows().stream()
        .filter(row -> row.peer() == peer.peer() && row.picture() == picture)
        .map(row -> cell("%.1f", row.totalMs(), peer, picture.label()))
        .collect(Collectors.joining());
  }

  private String throughput(PeerRow peer) {
    return cell("%.0f", peer.picturesPerSecond(), peer, Results.THROUGHPUT);
  }

  private String start(PeerRow peer) {
    return cell("%.0f", peer.startMs(), peer, Results.START);
  }

  private String memory(PeerRow peer) {
    Double peak = peer.peakMb();
    return peak == null ? "" : cell("%.0f", peak, peer, Results.MEMORY);
  }

  /** Returns a figure and, for a rival, the ratio to ours (int8). */
  private String cell(String format, double figure, PeerRow peer, String ratioName) {
    OptionalDouble ratio = results.ratio(peer.peer(), ratioName);
    String number = new Formatter(Locale.ROOT).format(format, figure).toString();
    return ratio.isPresent()
        ? new Formatter(Locale.ROOT).format("%s (%.1fx)", number, ratio.getAsDouble()).toString()
        : number;
  }
}
