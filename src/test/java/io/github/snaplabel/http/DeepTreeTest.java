package io.github.snaplabel.http;

import static io.github.snaplabel.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.event.HttpRequest.Envelope;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the size of responses with a tree of one's own, whose paths can have any length. */
class DeepTreeTest {
  /** Quotes are escaped twice: each takes four bytes in Lambda's response. */
  private static final String NAME = "\"".repeat(128);

  private static final int DEPTH = 800;

  @TempDir Path folder;
  private Hierarchy hierarchy;
  private HttpApi api;

  @BeforeEach
  void open() throws IOException {
    StringBuilder tree = new StringBuilder("0\t" + NAME + "\t\t\n");
    for (int depth = 1; depth < DEPTH; depth++) {
      tree.append("%d\t%s\t%d\t\n".formatted(depth, NAME, depth - 1));
    }
    tree.append("\t%s\t%d\t\n".formatted(NAME, DEPTH - 1));
    hierarchy =
        Hierarchy.read(
            Files.writeString(folder.resolve("tree.tsv"), tree),
            Labels.read(
                Files.writeString(folder.resolve("labels.txt"), "0\t\t%s\n".formatted(NAME))));
    api =
        new HttpApi(
            HttpSettings.DEFAULT,
            new Labeling((_, _) -> labeled(), hierarchy, LabelOptions.DEFAULT, TestApi.NO_OBJECTS),
            ModelInfos.trained(),
            new RecordingObserver());
  }

  private LabeledImage labeled() {
    int position = hierarchy.positionOfClass(0);
    return new LabeledImage(
        new ImageHeader(ImageFormat.JPEG, 3, 4, 1),
        List.of(new Prediction(1, NAME, null, 0, 1, hierarchy.parents(position), List.of(), null)),
        new SureLabel(NAME, null, 0, 1, hierarchy.path(position)),
        new Timing(1, 1, 1, 3));
  }

  private HttpResponse classify(int images) {
    String body =
        "{\"topK\": 1, \"images\": [%s]}"
            .formatted(String.join(",", Collections.nCopies(images, "\"AAAA\"")));
    return api.handle(
        TestApi.request(
            "POST",
            "/classify",
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type: application/json"));
  }

  @Test
  void aResponseWhoseLabelsWouldExceedLambdasLimitIsRejected() {
    assertProblem(classify(8), 413, "answer-too-large");
  }

  @Test
  void theLargestResponseFitsWithItsLabels() {
    HttpResponse response = classify(7);

    assertThat(response.status()).isEqualTo(200);
    for (Envelope envelope : Envelope.values()) {
      assertThat(new ResponseWriter().write(response, envelope))
          .hasSizeBetween(5_000_000, ResponseWriter.MAX_BYTES);
    }
  }
}
