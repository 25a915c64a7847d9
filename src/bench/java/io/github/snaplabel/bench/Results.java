package io.github.snaplabel.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The results of the benchmark; the content of {@code benchmark.json}.
 *
 * @param date date of the benchmark
 * @param quick whether few samples were taken
 * @param machine machine that it ran on
 * @param versions versions of the compared software
 * @param runs one for each number of processors; all have the same peers
 * @param exactness agreement with the reference pipeline; empty if it was not available
 */
record Results(
    String date,
    boolean quick,
    Machine machine,
    Map<String, String> versions,
    List<Run> runs,
    List<Agreement> exactness) {
  static Results of(
      boolean quick,
      Machine machine,
      Map<String, String> versions,
      List<Run> runs,
      List<Agreement> exactness) {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    return new Results(today, quick, machine, versions, runs, exactness);
  }
}
