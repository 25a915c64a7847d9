package io.github.snaplabel.bench;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Formats a table with one row per figure and number of processors, and one column per peer, with
 * the rivals' ratios.
 */
final class SummaryTable {
  private final List<Run> runs;

  SummaryTable(List<Run> runs) {
    this.runs = runs;
  }

  /** Returns one figure of a peer in a run as the table shows it. */
  @FunctionalInterface
  private interface Cell {
    String of(Run run, PeerRow peer);
  }

  void write(Formatter out) {
    out.format("| | | %s |%n", line(runs.getFirst(), (_, peer) -> peer.peer().label()));
    out.format("|---|---|%s%n", "---:|".repeat(runs.getFirst().peers().size()));
    for (Case picture : Case.values()) {
      write(out, picture.label() + ", ms", (run, peer) -> latency(run, peer, picture));
    }
    write(out, "500x375 a second", SummaryTable::throughput);
    write(out, "process start to labels of 12mp, ms", SummaryTable::start);
    write(out, "peak memory of that process, MB", SummaryTable::memory);
  }

  private void write(Formatter out, String name, Cell cell) {
    for (Run run : runs) {
      out.format("| %s | %s | %s |%n", name, run.processors().label(), line(run, cell));
    }
  }

  private static String line(Run run, Cell cell) {
    return run.peers().stream().map(peer -> cell.of(run, peer)).collect(Collectors.joining(" | "));
  }

  private static String latency(Run run, PeerRow peer, Case picture) {
    return run.rows().stream()
        .filter(row -> row.peer() == peer.peer() && row.picture() == picture)
        .map(row -> cell("%.1f", row.totalMs(), run.ratio(peer.peer(), picture.label())))
        .collect(Collectors.joining());
  }

  private static String throughput(Run run, PeerRow peer) {
    return cell("%.0f", peer.picturesPerSecond(), run.ratio(peer.peer(), Run.THROUGHPUT));
  }

  private static String start(Run run, PeerRow peer) {
    return cell("%.0f", peer.startMs(), run.ratio(peer.peer(), Run.START));
  }

  private static String memory(Run run, PeerRow peer) {
    Double peak = peer.peakMb();
    return peak == null ? "" : cell("%.0f", peak, run.ratio(peer.peer(), Run.MEMORY));
  }

  /** Returns a figure and, for a rival, the ratio to ours (int8). */
  private static String cell(String format, double figure, OptionalDouble ratio) {
    String number = new Formatter(Locale.ROOT).format(format, figure).toString();
    return ratio.isPresent()
        ? new Formatter(Locale.ROOT).format("%s (%.1fx)", number, ratio.getAsDouble()).toString()
        : number;
  }
}
