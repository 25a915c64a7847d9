package io.github.snaplabel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.compiler.TestBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Runs the {@code classify} command with the seeded model of the tests, and parses its reports. */
final class ClassifyRuns {
  static final Path LANDSCAPE = Path.of("model/calibration/french-alpine-landscape.jpg");
  static final Path CAT = Path.of("model/calibration/locomotion-house-cat.jpg");

  private ClassifyRuns() {}

  static LauncherRun classify(Object... arguments) throws IOException, InterruptedException {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "classify";
    all[1] = "--model";
    all[2] = TestBundle.directory();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return LauncherRun.of(all);
  }

  static JsonNode json(LauncherRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  static List<CSVRecord> records(LauncherRun run) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(run.out(), format)) {
      return parser.getRecords();
    }
  }
}
