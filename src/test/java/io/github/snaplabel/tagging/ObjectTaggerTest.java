package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.NotAPicture;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import io.github.snaplabel.vision.ImageException;
import io.github.snaplabel.vision.ImageLimits;
import io.github.snaplabel.vision.LabeledImage;
import io.github.snaplabel.vision.PictureFailures;
import io.github.snaplabel.vision.TopK;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The tagger and the real client before a strict S3, through each fault there may be. */
class ObjectTaggerTest {
  private static final byte[] ALP = bytes("picture:alp");
  private static final byte[] CAT = bytes("picture:cat");
  private static final Map<String, String> OF_USER = Map.of("project", "北 1");

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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sees in a picture what its text says. */
  private static LabeledImage label(byte[] picture, TopK wanted) throws ImageException {
    String text = new String(picture, StandardCharsets.UTF_8);
    if (!text.startsWith("picture:")) {
      throw PictureFailures.unsupported();
    }
    if (text.endsWith("corrupt")) {
      throw PictureFailures.corrupt();
    }
    return LabelTagsTest.image(text.substring("picture:".length()));
  }

  private ObjectTagger tagger(boolean skipTagged) {
    return new ObjectTagger(
        new S3Objects(() -> client),
        ObjectTaggerTest::label,
        new ImageLimits(100, 100),
        new TaggingSettings("snaplabel", skipTagged, TopK.DEFAULT),
        "model/1",
        2);
  }

  private TaggingOutcome tag(ObjectRef object) {
    return tagger(true).tag(object, Deadline.in(Duration.ofSeconds(20)));
  }

  private static ObjectRef ref(String key, @Nullable String version, @Nullable String eTag) {
    return new ObjectRef("photos", key, version, eTag, null);
  }

  private TaggingOutcome upload(String key, byte[] content) {
    return tag(ref(key, null, s3.put(key, content)));
  }

  private void assertLabeled(String key, String label) {
    assertThat(s3.tags(key))
        .containsEntry("snaplabel:label", label)
        .containsEntry("snaplabel:confidence", "0.500")
        .containsEntry("snaplabel:labels", label + "=0.500")
        .containsEntry("snaplabel:model", "model/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.jpg", "my album/a b.jpg", "a+b%20c.jpg", "照片/高山.jpg", "😀/alp&x=1?.jpg"})
  void aPictureGetsItsLabelsWhateverItsKey(String key) {
    assertThat(upload(key, ALP))
        .isInstanceOfSatisfying(
            Tagged.class, tagged -> assertThat(tagged.labels()).isEqualTo("alp=0.500"));

    assertLabeled(key, "alp");
    assertThat(s3.calls())
        .containsExactly("GET", "GET ?tagging", "PUT ?tagging", "GET ?tagging", "HEAD");
  }

  @Test
  void noTagsAreReadOfAnObjectThatHasNone() {
    ObjectTagger tagger = tagger(true);
    Deadline deadline = Deadline.in(Duration.ofSeconds(20));
    tagger.tag(ref("a", null, s3.put("a", ALP)), deadline);
    s3.calls().clear();

    tagger.tag(ref("b", null, s3.put("b", ALP)), deadline);

    assertThat(s3.calls()).containsExactly("GET", "PUT ?tagging", "GET ?tagging", "HEAD");
  }

  @Test
  void whoMayNotReadTagsDoesNotOverwriteThem() {
    String eTag = s3.put("a", ALP);
    s3.tag("a", OF_USER);
    s3.hideTagCount();
    s3.fault(FakeS3.error("GET ?tagging", 403, "AccessDenied", Integer.MAX_VALUE));

    assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> tag(ref("a", null, eTag)));
    assertThat(s3.tags("a")).isEqualTo(OF_USER);
  }

  @Test
  void aVersionIsTaggedAndNoOther() {
    s3.put("a", ALP, "v1");
    s3.put("a", CAT, "v2");

    assertThat(tag(ref("a", "v1", "stale-is-fine"))).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a", "v1")).containsEntry("snaplabel:label", "alp");
    assertThat(s3.tags("a", "v2")).isEmpty();
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void aStaleETagIsLeftToTheNewContentsOwnEvent() {
    String stale = s3.put("a", ALP);
    s3.put("a", CAT);

    assertThat(tag(ref("a", null, stale))).isEqualTo(new Gone());
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void aDeletedObjectIsNoError() {
    assertThat(tag(ref("nothing", null, null))).isEqualTo(new Gone());
    assertThat(tag(ref("nothing", "v1", null))).isEqualTo(new Gone());
  }

  @Test
  void aBucketThatIsMissingIsAnError() {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> tag(new ObjectRef("nowhere", "a", null, null, null)));
  }

  @Test
  void anObjectDeletedBeforeItsTagsAreWrittenIsNoError() {
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging")) {
        s3.delete("a");
      }
      return false;
    });

    assertThat(upload("a", ALP)).isEqualTo(new Gone());
  }

  @Test
  void contentReplacedBeforeTheTagsAreWrittenGetsItsOwnLabels() {
    AtomicBoolean replaced = new AtomicBoolean();
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging") && !replaced.getAndSet(true)) {
        s3.put("a", CAT);
      }
      return false;
    });

    assertThat(upload("a", ALP))
        .isInstanceOfSatisfying(
            Tagged.class, tagged -> assertThat(tagged.labels()).isEqualTo("cat=0.500"));
    assertLabeled("a", "cat");
  }

  @Test
  void contentReplacedByWhatIsNoPictureKeepsNoLabels() {
    AtomicBoolean replaced = new AtomicBoolean();
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging") && !replaced.getAndSet(true)) {
        s3.put("a", bytes("hello"));
      }
      return false;
    });

    assertThat(upload("a", ALP)).isEqualTo(new NotAPicture(5));
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void theUsersTagsStay() {
    s3.put("a", ALP);
    s3.tag("a", OF_USER);

    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a")).containsAllEntriesOf(OF_USER);
    assertLabeled("a", "alp");
  }

  @Test
  void anEleventhTagIsNotAskedFor() {
    Map<String, String> nine = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      nine.put("user" + i, "");
    }
    s3.put("a", ALP);
    s3.tag("a", nine);

    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a"))
        .hasSize(10)
        .containsAllEntriesOf(nine)
        .containsEntry("snaplabel:label", "alp");
  }

  @Test
  void tagsOfAnotherWriterWhoTookOursAwayAreJoinedByOurs() {
    AtomicBoolean written = new AtomicBoolean();
    s3.fault((_, call) -> {
      boolean ours = s3.tags("a").containsKey("snaplabel:label");
      if (call.equals("GET ?tagging") && ours && !written.getAndSet(true)) {
        s3.tag("a", OF_USER);
      }
      return false;
    });

    assertThat(upload("a", ALP)).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a")).containsAllEntriesOf(OF_USER);
    assertLabeled("a", "alp");
  }

  @Test
  void aRepeatedEventCostsTwoCallsAndChangesNothing() {
    upload("a", ALP);
    Map<String, String> before = s3.tags("a");
    s3.calls().clear();

    assertThat(tag(ref("a", null, null))).isEqualTo(new AlreadyTagged());
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging");
    assertThat(s3.tags("a")).isEqualTo(before);
  }

  @Test
  void whoWantsItGetsEveryPictureLabelledAgain() {
    upload("a", ALP);

    assertThat(tagger(false).tag(ref("a", null, null), Deadline.in(Duration.ofSeconds(20))))
        .isInstanceOf(Tagged.class);
  }

  @Test
  void whatIsNoPictureIsLeftAlone() {
    assertThat(upload("a.txt", bytes("hello"))).isEqualTo(new NotAPicture(5));
    assertThat(upload("empty", new byte[0])).isEqualTo(new NotAPicture(0));
    assertThat(upload("video.mp4", bytes("v".repeat(9000)))).isEqualTo(new NotAPicture(9000));
    assertThat(s3.tags("a.txt")).isEmpty();
    assertThat(s3.calls()).containsOnly("GET", "GET ?tagging");
  }

  @Test
  void aPictureThatCannotBeReadSaysSoInItsTags() {
    assertThat(upload("a", bytes("picture:corrupt")))
        .isEqualTo(new Unreadable(15, "corrupt-image"));
    assertThat(s3.tags("a"))
        .containsOnly(
            Map.entry("snaplabel:error", "corrupt-image"), Map.entry("snaplabel:model", "model/1"));
  }

  @Test
  void aPictureThatIsTooLargeIsNotRead() {
    byte[] large = bytes("picture:" + "x".repeat(9000));

    assertThat(upload("a", large)).isEqualTo(new Unreadable(large.length, "image-too-large"));
    assertThat(s3.tags("a")).containsEntry("snaplabel:error", "image-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET ?tagging", "PUT ?tagging", "HEAD"})
  void anErrorThatPassesIsTriedAgain(String call) {
    s3.fault(FakeS3.error(call, 503, "SlowDown", 1));

    assertThat(upload("a", ALP)).isInstanceOf(Tagged.class);
    assertLabeled("a", "alp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET ?tagging", "PUT ?tagging"})
  void anErrorThatStaysIsThrown(String call) {
    s3.fault(FakeS3.error(call, 503, "SlowDown", Integer.MAX_VALUE));

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> upload("a", ALP))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503));
  }

  @Test
  void aConflictOfWritersIsThrownForTheNextTry() {
    s3.fault(FakeS3.error("PUT ?tagging", 409, "OperationAborted", Integer.MAX_VALUE));

    assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> upload("a", ALP));
    s3.fault((_, _) -> false);
    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET ?tagging", "PUT ?tagging"})
  void aRightThatIsMissingIsThrown(String call) {
    s3.fault(FakeS3.error(call, 403, "AccessDenied", Integer.MAX_VALUE));

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> upload("a", ALP))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));
  }

  @Test
  void contentThatIsCutOffIsThrownAndNotTagged() {
    String eTag = s3.put("a", ALP);
    s3.fault((exchange, call) -> {
      if (!call.equals("GET")) {
        return false;
      }
      exchange.getResponseHeaders().set("ETag", '"' + eTag + '"');
      exchange.sendResponseHeaders(200, ALP.length);
      exchange.getResponseBody().write(ALP, 0, 4);
      exchange.getResponseBody().flush();
      return true;
    });

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> tag(ref("a", null, eTag)));
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void contentThatTricklesEndsWithTheTime() {
    String eTag = s3.put("a", ALP);
    s3.fault((exchange, call) -> {
      if (!call.equals("GET")) {
        return false;
      }
      exchange.getResponseHeaders().set("ETag", '"' + eTag + '"');
      exchange.sendResponseHeaders(200, ALP.length);
      for (byte next : ALP) {
        exchange.getResponseBody().write(next);
        exchange.getResponseBody().flush();
        pause();
      }
      return true;
    });

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () -> tagger(true).tag(ref("a", null, eTag), Deadline.in(Duration.ofMillis(700))))
        .withMessageContaining("time is over");
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotComeEndsWithTheTime() {
    s3.put("a", ALP);
    s3.fault((_, _) -> {
      for (int i = 0; i < 10; i++) {
        pause();
      }
      return false;
    });

    assertThatExceptionOfType(SdkException.class)
        .isThrownBy(
            () -> tagger(true).tag(ref("a", null, null), Deadline.in(Duration.ofMillis(500))));
    assertThat(s3.tags("a")).isEmpty();
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
