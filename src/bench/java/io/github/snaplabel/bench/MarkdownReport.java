package io.github.snaplabel.bench;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats the results as Markdown. */
final class MarkdownReport {
  private final Results results;
  private final Formatter out = new Formatter(Locale.ROOT);

  MarkdownReport(Results results) {
    this.results = results;
  }

  /** Writes the report. To be called once. */
  String write() {
    writeMachine();
    writeSummary();
    results.runs().forEach(this::writeFunction);
    results.runs().forEach(this::writeTagging);
    writeExactness();
    results.runs().forEach(this::writeSteps);
    return out.toString();
  }

  private void writeMachine() {
    Machine machine = results.machine();
    out.format(
        "%s (%s), %d cores, %d GB, %s; %s%s.%n",
        machine.processor(),
        machine.vectors(),
        machine.cores(),
        machine.memoryGb(),
        machine.system(),
        results.date(),
        results.quick() ? "; a quick run with few samples" : "");
    out.format(
        "%s.%n",
        results.versions().entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", ")));
  }

  private void writeSummary() {
    out.format(
        "%nMedians; in brackets, how many times better ours-int8 is; a dash where a peer cannot read"
            + " the format:%n%n");
    new SummaryTable(results.runs()).write(out);
  }

  private void writeFunction(Run run) {
    FunctionFigures function = run.function();
    out.format(
        "%nOn %s, the packaged function starts on demand in %.0f ms; its first request after a"
            + " restore takes %.1f ms, a later one %.1f ms (%.1fx).%n",
        run.processors().label(),
        function.startMs(),
        function.firstMs(),
        function.warmMs(),
        function.firstMs() / function.warmMs());
  }

  private void writeTagging(Run run) {
    TaggingFigures.Figure one = run.tagging().one();
    TaggingFigures.Figure batch = run.tagging().batch();
    out.format(
        "%nOn %s, with %d ms per call of S3, an object takes %.1f ms, of which %.1f are not"
            + " labeling (%.1f calls); in an event with %d objects, each takes %.1f ms (%.1f"
            + " calls).%n",
        run.processors().label(),
        TaggingFigures.CALL_MS,
        one.totalMs(),
        one.besideMs(),
        one.calls(),
        TaggingFigures.BATCH,
        batch.totalMs(),
        batch.calls());
  }

  private void writeExactness() {
    out.format("%n");
    List<Agreement> exactness = results.exactness();
    if (exactness.isEmpty()) {
      out.format("Predictions were not compared: there was no reference for the photos.%n");
      return;
    }
    out.format(
        "The same first label as the reference pipeline (Pillow, fp32), of %d photos:%n",
        exactness.getFirst().photos());
    out.format("%n");
    out.format("| | photos |%n");
    out.format("|---|---:|%n");
    for (Agreement agreement : exactness) {
      out.format("| %s | %d |%n", agreement.peer().label(), agreement.same());
    }
  }

  private void writeSteps(Run run) {
    out.format(
        "%nThe steps for one image on %s, medians in ms, and the 95th percentile of the total:%n%n",
        run.processors().label());
    out.format("| image | by | decode | preprocess | inference | total | p95 |%n");
    out.format("|---|---|---:|---:|---:|---:|---:|%n");
    for (Row row : run.rows()) {
      out.format(
          "| %s | %s | %.1f | %.1f | %.1f | **%.1f** | %.1f |%n",
          row.picture().label(),
          row.peer().label(),
          row.decodeMs(),
          row.preprocessMs(),
          row.inferenceMs(),
          row.totalMs(),
          row.totalP95Ms());
    }
  }
}
