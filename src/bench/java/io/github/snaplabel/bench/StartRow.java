package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Start time and memory of a peer's new process that labels one image.
 *
 * @param picture the image
 * @param peer the measured peer
 * @param startMs start of the process to the image's labels
 * @param peakMb peak resident memory of the process, in units of 10^6 bytes; null if unknown
 */
record StartRow(
    @JsonProperty("case") Case picture, PeerKind peer, double startMs, @Nullable Double peakMb) {
  /** Returns the medians of samples of the same peer and image. */
  static StartRow median(List<StartRow> samples) {
    StartRow any = samples.getFirst();
    List<Double> peaks = samples.stream().map(StartRow::peakMb).filter(Objects::nonNull).toList();
    return new StartRow(
        any.picture,
        any.peer,
        Statistics.median(samples.stream().map(StartRow::startMs).toList()),
        peaks.isEmpty() ? null : Statistics.median(peaks));
  }
}
