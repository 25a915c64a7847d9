package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How fast one peer labels one picture: medians in milliseconds.
 *
 * @param picture what is labelled
 * @param peer who labels it
 * @param decodeMs from the file's bytes to pixels
 * @param preprocessMs from pixels to the network's input
 * @param inferenceMs from the network's input to the best class
 * @param totalMs all of it
 * @param totalP95Ms 95 of 100 take no longer
 * @param samples that these figures are of
 */
record Row(
    @JsonProperty("case") Case picture,
    PeerKind peer,
    double decodeMs,
    double preprocessMs,
    double inferenceMs,
    double totalMs,
    double totalP95Ms,
    int samples) {
  static Row of(Case picture, PeerKind peer, List<Answer> answers) {
    List<Double> totals = samples(answers, Answer::totalMs);
    return new Row(
        picture,
        peer,
        Statistics.median(samples(answers, Answer::decodeMs)),
        Statistics.median(samples(answers, Answer::preprocessMs)),
        Statistics.median(samples(answers, Answer::inferenceMs)),
        Statistics.median(totals),
        Statistics.p95(totals),
        answers.size());
  }

  private static List<Double> samples(List<Answer> answers, ToDoubleFunction<Answer> column) {
    return answers.stream().map(column::applyAsDouble).toList();
  }
}
