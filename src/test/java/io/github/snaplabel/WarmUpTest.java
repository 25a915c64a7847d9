package io.github.snaplabel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.image.WarmUpPng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  private static final Duration FOREVER = Duration.ofDays(1);

  @TempDir Path folder;
  private final List<String> sent = new ArrayList<>();
  private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

  @Test
  void sendsEachRequestInEachRoundWhileThereIsTime() {
    assertThat(warmUp(3).run(takingSeconds(1), budget(FOREVER))).isEqualTo(3);

    assertThat(sent)
        .containsExactly(
            "photo", "large", "page", "photo", "large", "page", "photo", "large", "page");
  }

  /** The clock's value overflows during the test, as {@link System#nanoTime()} may. */
  @Test
  void startsNoRequestAfterTheTimeLimit() {
    assertThat(warmUp(300).run(takingSeconds(1), budget(Duration.ofSeconds(5)))).isEqualTo(1);

    assertThat(sent).containsExactly("photo", "large", "page", "photo", "large");
  }

  @Test
  void exceedsTheTimeLimitByAtMostOneRequest() {
    TimeBudget budget = budget(Duration.ofSeconds(35));
    long start = now;

    warmUp(300).run(takingSeconds(3), budget);

    assertThat(Duration.ofNanos(now - start)).isEqualTo(Duration.ofSeconds(36));
  }

  @Test
  void sendsThePhotoEvenIfLoadingTookTheWholeTimeLimit() {
    TimeBudget budget = budget(Duration.ofSeconds(35));
    now += Duration.ofSeconds(50).toNanos();

    assertThat(warmUp(300).run(takingSeconds(1), budget)).isZero();

    assertThat(sent).containsExactly("photo");
  }

  @Test
  void failsOnAnUnexpectedResponse() {
    WarmUp warmUp = new WarmUp(List.of(new WarmUp.Request("page", 404)), 1);

    assertThatThrownBy(() -> warmUp.run(takingSeconds(1), budget(FOREVER)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("was answered with {\"statusCode\":200}");
  }

  @Test
  void anOnDemandStartSendsOnePhoto() throws IOException {
    WarmUp warmUp = WarmUp.with(model(), Settings.of(Map.of()));

    assertThat(warmUp.rounds()).isEqualTo(1);
    assertThat(warmUp.requests()).hasSize(1);
    assertThat(jpeg(warmUp.requests().getFirst())).isEqualTo("small");
  }

  @Test
  void largePicturesComeSecondBeforeASnapshot() throws IOException {
    Settings snapStart = Settings.of(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));

    WarmUp warmUp = WarmUp.with(model(), snapStart);

    assertThat(warmUp.rounds()).isEqualTo(100);
    assertThat(warmUp.requests()).hasSize(9);
    assertThat(jpeg(warmUp.requests().get(0))).isEqualTo("small");
    assertThat(jpeg(warmUp.requests().get(1))).isEqualTo("large");
    assertThat(jpeg(warmUp.requests().get(2))).isEqualTo("progressive");
    assertThat(body(warmUp.requests().get(3), "image/png")).isEqualTo(WarmUpPng.COLOR.make());
    assertThat(body(warmUp.requests().get(4), "image/png"))
        .isEqualTo(WarmUpPng.COLOR_AND_OPACITY.make());
    assertThat(WarmUp.TIME_LIMIT).isLessThan(Duration.ofSeconds(100));
  }

  private static String jpeg(WarmUp.Request request) throws IOException {
    return new String(body(request, "image/jpeg"), UTF_8);
  }

  private static byte[] body(WarmUp.Request request, String contentType) throws IOException {
    JsonNode event = new ObjectMapper().readTree(request.event());
    assertThat(event.at("/headers/content-type").asText()).isEqualTo(contentType);
    return Base64.getDecoder().decode(event.get("body").asText());
  }

  /** A bundle with the photos; no other file of a model is read. */
  private ModelBundle model() throws IOException {
    Files.writeString(folder.resolve(ModelBundle.SELF_TEST), "small");
    Files.writeString(folder.resolve(ModelBundle.WARM_UP), "large");
    Files.writeString(folder.resolve(ModelBundle.WARM_UP_PROGRESSIVE), "progressive");
    ModelManifest manifest =
        new ModelManifest(
            "resnet18",
            "0".repeat(12),
            "0".repeat(64),
            ModelInput.of(224),
            1000,
            ModelManifest.IMAGENET,
            Activation.SOFTMAX,
            Precision.INT8,
            new ModelManifest.CalibrationInfo(1, 1, 1, "0".repeat(64)),
            Map.of(),
            null,
            true);
    return new ModelBundle(folder, manifest, Precision.INT8);
  }

  private static WarmUp warmUp(int rounds) {
    return new WarmUp(
        List.of(
            new WarmUp.Request("photo", 200),
            new WarmUp.Request("large", 200),
            new WarmUp.Request("page", 200)),
        rounds);
  }

  private TimeBudget budget(Duration time) {
    return TimeBudget.of(time, () -> now);
  }

  /** A function that takes the given time for each request. */
  private UnaryOperator<byte[]> takingSeconds(int seconds) {
    return event -> {
      sent.add(new String(event, UTF_8));
      now += Duration.ofSeconds(seconds).toNanos();
      return "{\"statusCode\":200}".getBytes(UTF_8);
    };
  }
}
