package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.tagging.FakeS3;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Tests the packaged function after a snapshot and its restore. All tests share one process, as its
 * warm-up takes half a minute.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SnapStartIT {
  private final List<String> log = new CopyOnWriteArrayList<>();
  private FakeS3 s3;
  private FunctionProcess function;
  private List<String> logOfTheStart = List.of();

  @BeforeAll
  void start() throws Exception {
    Needs.packagedFunction();
    s3 = new FakeS3();
    function = PackagedFunction.withS3(s3.endpoint(), InitializationType.SNAP_START, log::add);
    assertThat(function.start()).isEmpty();
    logOfTheStart = List.copyOf(log);
  }

  @AfterAll
  void stop() {
    if (function != null) {
      function.close();
    }
    if (s3 != null) {
      s3.close();
    }
  }

  @Test
  void everyHttpEventGetsItsAnswer() throws Exception {
    HttpEvents.assertAnswered(function);
    assertThat(log).noneMatch(PackagedFunction::isLibraryWarning);
  }

  @Test
  void everyEventOfS3WritesTheTags() throws Exception {
    new S3Events(s3).assertTagged(function);
    assertThat(log).noneMatch(PackagedFunction::isLibraryWarning);
  }

  @Test
  void theWarmUpIsNotLogged() {
    assertThat(logOfTheStart).noneMatch(line -> line.contains("\"Pictures\""));
  }

  @Test
  void theRestoreIsLoggedOnceWithTheFirstImage() throws Exception {
    SampleEvents.answer(function, "http-api-image");
    SampleEvents.answer(function, "http-api-image");

    assertThat(log).filteredOn(line -> line.contains("\"Restores\":1.0")).hasSize(1);
    assertThat(log).noneMatch(line -> line.contains("ColdStarts"));
  }
}
