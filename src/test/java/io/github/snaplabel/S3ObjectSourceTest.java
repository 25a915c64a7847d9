package io.github.snaplabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.http.ObjectAccess;
import io.github.snaplabel.http.ObjectAccess.BucketObjects;
import io.github.snaplabel.http.ObjectAccess.NoObjects;
import io.github.snaplabel.http.ObjectId;
import io.github.snaplabel.http.ObjectSource;
import io.github.snaplabel.http.ObjectSource.FailedObject;
import io.github.snaplabel.http.ObjectSource.LabeledObject;
import io.github.snaplabel.http.ObjectSource.Obstacle;
import io.github.snaplabel.http.ObjectSource.ReadResult;
import io.github.snaplabel.http.ObjectSource.UnavailableObject;
import io.github.snaplabel.http.ObjectSource.UnreadableObject;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageFailures;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.tagging.FakeS3;
import io.github.snaplabel.tagging.ObjectLabeler;
import io.github.snaplabel.tagging.S3Objects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads objects with the real client from a strict S3. */
class S3ObjectSourceTest {
  private static final int MAX_BYTES = 100;

  private FakeS3 s3;
  private S3Client client;

  @BeforeEach
  void start() throws IOException {
    s3 = new FakeS3();
    client = s3.client();
  }

  @AfterEach
  void stop() {
    client.close();
    s3.close();
  }

  private ObjectLabeler labeler() {
    return new ObjectLabeler(
        new S3Objects(() -> client), S3ObjectSourceTest::label, new ImageLimits(MAX_BYTES, 100), 2);
  }

  private ReadResult label(ObjectId object) {
    return label(object, Duration.ofSeconds(20));
  }

  private ReadResult label(ObjectId object, Duration time) {
    return new S3ObjectSource("photos", labeler())
        .label(object, LabelOptions.DEFAULT, System.nanoTime() + time.toNanos());
  }

  private static ObjectId key(String key) {
    return new ObjectId(key, null);
  }

  private static byte[] photo(int bytes) {
    return "photo".concat("x".repeat(bytes - 5)).getBytes(StandardCharsets.US_ASCII);
  }

  private static LabeledImage label(byte[] file, LabelOptions options) throws ImageException {
    if (file[0] != 'p') {
      throw ImageFailures.noImage();
    }
    return new LabeledImage(
        new ImageHeader(ImageFormat.JPEG, 3, 4, 1), List.of(), null, new Timing(1, 1, 1, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "holiday/\u00E4 b+c&d=e.jpg", "a//b", "%41", "a?b#c", "\u5317"})
  void anObjectIsReadAndItsTagsAreNot(String name) {
    s3.put(name, photo(50));
    s3.tag(name, Map.of("project", "1"));

    assertThat(label(key(name)))
        .isInstanceOfSatisfying(
            LabeledObject.class, labeled -> assertThat(labeled.bytes()).isEqualTo(50));
    assertThat(s3.calls()).containsExactly("GET");
    assertThat(s3.tags(name)).isEqualTo(Map.of("project", "1"));
  }

  @Test
  void theLargestAllowedObjectIsReadAndALargerOneIsNot() {
    s3.put("largest", photo(MAX_BYTES));
    s3.put("larger", photo(MAX_BYTES + 1));

    assertThat(label(key("largest"))).isInstanceOf(LabeledObject.class);
    assertThat(label(key("larger")))
        .isInstanceOfSatisfying(
            UnreadableObject.class,
            unreadable -> {
              assertThat(unreadable.bytes()).isEqualTo(MAX_BYTES + 1);
              assertThat(unreadable.reason().code()).isEqualTo("image-too-large");
            });
  }

  @Test
  void anObjectThatIsNotAnImageIsUnreadable() {
    s3.put("notes.txt", new byte[] {'n', 'o'});

    assertThat(label(key("notes.txt"))).isInstanceOf(UnreadableObject.class);
  }

  @Test
  void aMissingKeyOrVersionIsMissing() {
    s3.put("a", photo(50));

    assertThat(label(key("b"))).isEqualTo(new UnavailableObject(Obstacle.MISSING));
    assertThat(label(new ObjectId("a", "nothing")))
        .isEqualTo(new UnavailableObject(Obstacle.MISSING));
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, FORBIDDEN",
    "403, InvalidObjectState, ARCHIVED",
    "400, KMS.DisabledException, ENCRYPTED",
    "400, KeyTooLongError, MISSING",
    "405, MethodNotAllowed, MISSING",
    "503, SlowDown, THROTTLED"
  })
  void refusalsOfS3HaveReasons(int status, String code, Obstacle obstacle) {
    s3.put("a", photo(50));
    s3.storage().refuse("a", status, code, "no");

    assertThat(label(key("a"))).isEqualTo(new UnavailableObject(obstacle));
  }

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch",
    "400, ExpiredToken",
    "404, NoSuchBucket",
    "500, InternalError"
  })
  void faultsOfTheDeploymentAndOfS3AreFailures(int status, String code) {
    s3.fault(FakeS3.error("GET", status, code, 9));

    assertThat(label(key("a"))).isInstanceOf(FailedObject.class);
  }

  @Test
  void anObjectThatTakesTooLongIsAFailure() {
    s3.fault((_, _) -> {
      try {
        Thread.sleep(5_000);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return false;
    });

    assertThat(label(key("a"), Duration.ofMillis(300))).isInstanceOf(FailedObject.class);
    assertThat(label(key("a"), Duration.ZERO)).isInstanceOf(FailedObject.class);
  }

  @ParameterizedTest
  @CsvSource({"iam, true", "token, true", "local, true", "public, false"})
  void objectsCanBeNamedUnlessAccessIsPublic(String access, boolean named) {
    ObjectAccess objects =
        S3ObjectSource.access(
            Settings.of(
                Map.of(
                    "SNAPLABEL_ACCESS",
                    access,
                    "SNAPLABEL_TOKEN_SHA256",
                    "ab".repeat(32),
                    "SNAPLABEL_BUCKET",
                    "photos")),
            labeler());

    assertThat(objects).isInstanceOf(named ? BucketObjects.class : NoObjects.class);
  }

  @Test
  void withoutABucketNoObjectCanBeNamed() {
    assertThat(S3ObjectSource.access(Settings.of(Map.of()), labeler()))
        .isInstanceOf(NoObjects.class);
    assertThat(ObjectSource.TIME_LIMIT).isLessThan(Duration.ofSeconds(30));
  }
}
