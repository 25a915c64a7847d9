package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Latency of one peer for one image: medians in ms.
 *
 * @param picture the image
 * @param peer the measured peer
 * @param decodeMs file bytes to pixels
 * @param preprocessMs pixels to network input
 * @param inferenceMs network input to best class
 * @param totalMs all steps
 * @param totalP95Ms 95th percentile of the total
 * @param samples number of samples
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
