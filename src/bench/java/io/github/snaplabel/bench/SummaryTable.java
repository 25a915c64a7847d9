package io.github.snaplabel.bench;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Formats a table with one row per figure and number of processors, and one column per peer, with
 * the rivals' ratios. A dash stands for what a peer cannot do, or is unknown.
 */
final class SummaryTable {
  private static final String NONE = "–";

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
    for (Case picture : cases(runs.getFirst().rows(), Row::picture)) {
      write(out, picture.label() + ", ms", (run, peer) -> latency(run, peer, picture));
    }
    write(out, "500x375 per second", SummaryTable::throughput);
    for (Case picture : cases(runs.getFirst().starts(), StartRow::picture)) {
      write(
          out,
          "process start to labels of %s, ms".formatted(picture.label()),
          (run, peer) -> start(run, peer, picture));
      write(out, "peak memory of that process, MB", (run, peer) -> memory(run, peer, picture));
    }
  }

  private static <T> List<Case> cases(List<T> rows, Function<T, Case> picture) {
    return rows.stream().map(picture).distinct().toList();
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
        .findFirst()
        .orElse(NONE);
  }

  private static String throughput(Run run, PeerRow peer) {
    return cell("%.0f", peer.picturesPerSecond(), run.ratio(peer.peer(), Run.THROUGHPUT));
  }

  private static String start(Run run, PeerRow peer, Case picture) {
    return starts(run, peer, picture)
        .map(row -> cell("%.0f", row.startMs(), ratio(run, row, Run.START)))
        .orElse(NONE);
  }

  private static String memory(Run run, PeerRow peer, Case picture) {
    return starts(run, peer, picture).map(row -> memory(run, row)).orElse(NONE);
  }

  private static String memory(Run run, StartRow row) {
    Double peak = row.peakMb();
    return peak == null ? NONE : cell("%.0f", peak, ratio(run, row, Run.MEMORY));
  }

  private static Optional<StartRow> starts(Run run, PeerRow peer, Case picture) {
    return run.starts().stream()
        .filter(row -> row.peer() == peer.peer() && row.picture() == picture)
        .findFirst();
  }

  private static OptionalDouble ratio(Run run, StartRow row, String name) {
    return run.ratio(row.peer(), name + row.picture().label());
  }

  /** Returns a figure and, for a rival, the ratio to ours (int8). */
  private static String cell(String format, double figure, OptionalDouble ratio) {
    String number = new Formatter(Locale.ROOT).format(format, figure).toString();
    return ratio.isPresent()
        ? new Formatter(Locale.ROOT).format("%s (%.1fx)", number, ratio.getAsDouble()).toString()
        : number;
  }
}
