package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.tagging.FakeS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"image/heic", "image/heif", "application/octet-stream"})
  void aHeicIsLabeledAsItsPixelsAre(String type) throws Exception {
    HttpEvents.Response heic = HttpEvents.classify(function, type, HeicPhoto.file());
    HttpEvents.Response png = HttpEvents.classify(function, "image/png", HeicPhoto.twin());

    assertThat(heic.status()).as(heic.body().toString()).isEqualTo(200);
    assertThat(heic.body().at("/image/format").asText()).isEqualTo("heic");
    assertThat(heic.body().at("/image/width").asInt()).isEqualTo(HeicPhoto.WIDTH);
    assertThat(heic.body().at("/image/height").asInt()).isEqualTo(HeicPhoto.HEIGHT);
    assertThat(heic.body().get("predictions"))
        .isNotEmpty()
        .isEqualTo(png.body().get("predictions"));
  }

  @Test
  void aHeicThatCannotBeReadIsReportedByTheApi() throws Exception {
    HttpEvents.classify(function, "image/heic", HeicPhoto.cut())
        .assertProblem(422, "corrupt-image");
    HttpEvents.classify(function, "image/heic", HeicPhoto.avif())
        .assertProblem(415, "unsupported-image");
  }

  @Test
  void aHeicInS3GetsTheTagsOfItsPixels() throws Exception {
    S3Events events = new S3Events(s3);
    List<String> keys = List.of("photo.heic", "twin.png", "cut.heic", "photo.hif");
    List<byte[]> files =
        List.of(HeicPhoto.file(), HeicPhoto.twin(), HeicPhoto.cut(), HeicPhoto.avif());
    List<String> outcomes = List.of("labeled", "labeled", "corrupt-image", "unsupported-image");
    for (int i = 0; i < keys.size(); i++) {
      Payload event = Payload.of(events.eventOfUpload("s3-put", keys.get(i), files.get(i)));
      assertThat(SampleEvents.answer(function.invoke(event), keys.get(i)).at("/0/outcome").asText())
          .isEqualTo(outcomes.get(i));
    }

    assertThat(s3.tags("photo.heic"))
        .containsKey("snaplabel:labels")
        .isEqualTo(s3.tags("twin.png"));
    assertThat(s3.tags("cut.heic")).containsEntry("snaplabel:error", "corrupt-image");
    assertThat(s3.tags("photo.hif")).containsEntry("snaplabel:error", "unsupported-image");
  }

  @Test
  void heicsInAQueueGetTheirTags(@TempDir Path folder) throws Exception {
    List<Upload> uploads = new ArrayList<>();
    for (byte[] content : List.of(HeicPhoto.file(), HeicPhoto.cut(), HeicPhoto.twin())) {
      String key = "queued/%d.heic".formatted(uploads.size());
      Path file = Files.write(folder.resolve(String.valueOf(uploads.size())), content);
      uploads.add(new Upload(key, file, content.length, s3.put(key, content), Map.of()));
    }

    Payload event = Payload.of(new UploadQueue().event(uploads));
    JsonNode answer = SampleEvents.answer(function.invoke(event), "a queue");

    assertThat(answer.get("batchItemFailures")).isEmpty();
    assertThat(s3.tags("queued/0.heic"))
        .containsKey("snaplabel:labels")
        .isEqualTo(s3.tags("queued/2.heic"));
    assertThat(s3.tags("queued/1.heic")).containsEntry("snaplabel:error", "corrupt-image");
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
