package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.NoTagsLeft;
import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tests other writers of tags and contents, and tags that may not be read. */
class ObjectTaggerRacesTest extends TaggerFixture {
  private final Deadline deadline = Deadline.in(Duration.ofMinutes(5));

  /** Runs an action while an image is labeled: after its object was opened, before it is tagged. */
  private ObjectTagger taggerThatMeanwhile(Runnable action) {
    return tagger(
        (image, topK) -> {
          action.run();
          return label(image, topK);
        },
        100,
        true);
  }

  private void assertForbidden(ObjectTagger tagger, String key) {
    Map<String, String> before = s3.tags(key);

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> tagger.tag(ref(key, null, null), deadline))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));

    assertThat(s3.tags(key)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTagWrittenWhileTheImageIsLabeledSurvives(boolean counted) {
    if (!counted) {
      s3.countNoTags();
    }
    s3.put("a", ALP);

    assertThat(
            taggerThatMeanwhile(() -> s3.tag("a", USER_TAGS)).tag(ref("a", null, null), deadline))
        .isInstanceOf(Tagged.class);

    assertThat(s3.tags("a")).containsAllEntriesOf(USER_TAGS).hasSize(7);
    assertLabeled("a", "alp");
  }

  @Test
  void aTagRemovedWhileTheImageIsLabeledStaysRemoved() {
    s3.put("a", ALP);
    s3.tag("a", USER_TAGS);

    taggerThatMeanwhile(() -> s3.tag("a", Map.of())).tag(ref("a", null, null), deadline);

    assertThat(s3.tags("a")).hasSize(6);
    assertLabeled("a", "alp");
  }

  @Test
  void tagsInAStoreThatDoesNotCountThemSurvive() {
    s3.countNoTags();
    ObjectTagger tagger = tagger(true);

    for (String key : new String[] {"a", "b", "c"}) {
      s3.put(key, ALP);
      s3.tag(key, USER_TAGS);
      assertThat(tagger.tag(ref(key, null, null), deadline)).isInstanceOf(Tagged.class);
      assertThat(s3.tags(key)).containsAllEntriesOf(USER_TAGS);
      assertLabeled(key, "alp");
    }
  }

  @Test
  void anImageInAStoreThatDoesNotCountTagsIsNotLabeledAgain() {
    s3.countNoTags();
    AtomicInteger labeled = new AtomicInteger();
    ObjectTagger tagger = taggerThatMeanwhile(labeled::incrementAndGet);
    s3.put("a", ALP);
    tagger.tag(ref("a", null, null), deadline);
    s3.calls().clear();

    assertThat(tagger.tag(ref("a", null, null), deadline)).isEqualTo(new AlreadyTagged());
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging");
    assertThat(labeled).hasValue(1);
  }

  @Test
  void labelsOfAReplacedImageAreRemovedInAStoreThatDoesNotCountTags() {
    s3.countNoTags();
    upload("a", ALP);
    Map<String, String> stale = s3.tags("a");
    s3.put("a", bytes("hello"));
    s3.tag("a", stale);

    assertThat(tagger(false).tag(ref("a", null, null), deadline)).isEqualTo(new NotAnImage(5));
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void tagsThatMayNotBeReadAreNotOverwrittenEvenIfOthersInTheBucketMayBeRead() {
    ObjectTagger tagger = tagger(true);
    s3.denyTags("secret/");
    s3.put("a", ALP);
    s3.put("secret/a", ALP);
    s3.tag("secret/a", USER_TAGS);
    tagger.tag(ref("a", null, null), deadline);
    s3.calls().clear();

    assertForbidden(tagger, "secret/a");
    assertThat(s3.calls()).doesNotContain("PUT ?tagging");
  }

  @Test
  void tagsAreNotOverwrittenWhenThePermissionToReadThemIsWithdrawn() {
    ObjectTagger tagger = tagger(true);
    s3.put("a", ALP);
    tagger.tag(ref("a", null, null), deadline);
    s3.put("b", ALP);
    s3.tag("b", USER_TAGS);

    s3.denyTags("");

    assertForbidden(tagger, "a");
    assertForbidden(tagger, "b");
  }

  @Test
  void tagsAreNotOverwrittenWhenThePermissionIsWithdrawnWhileTheImageIsLabeled() {
    s3.put("a", ALP);
    s3.tag("a", USER_TAGS);

    assertForbidden(taggerThatMeanwhile(() -> s3.denyTags("")), "a");
  }

  @Test
  void tagsThatAnotherInvocationHasWrittenAreNotWrittenAgain() {
    upload("a", ALP);
    Map<String, String> labels = s3.tags("a");
    s3.put("a", ALP);
    s3.calls().clear();

    assertThat(taggerThatMeanwhile(() -> s3.tag("a", labels)).tag(ref("a", null, null), deadline))
        .isInstanceOf(Tagged.class);
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging");
  }

  @Test
  void aWriterThatKeepsRemovingOurTagsIsReported() {
    s3.fault((_, call) -> {
      if (call.equals("GET ?tagging")) {
        s3.tag("a", USER_TAGS);
      }
      return false;
    });

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> upload("a", ALP))
        .withCauseInstanceOf(TagConflictException.class);
    assertThat(s3.calls()).filteredOn("PUT ?tagging"::equals).hasSize(5);
    assertThat(s3.tags("a")).isEqualTo(USER_TAGS);
  }

  @Test
  void anObjectThatIsReplacedRepeatedlyIsReported() {
    AtomicInteger puts = new AtomicInteger();
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging")) {
        s3.put("a", bytes("picture:" + puts.incrementAndGet()));
      }
      return false;
    });

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> tagger(true).tag(ref("a", null, s3.put("a", ALP)), deadline))
        .withCauseInstanceOf(TagConflictException.class);
    assertThat(puts).hasValue(5);
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

  /** Then our labels are missing, and are first written to the new content. */
  @Test
  void contentReplacedBetweenBothChecksGetsItsOwnLabels() {
    AtomicBoolean replaced = new AtomicBoolean();
    s3.fault((_, call) -> {
      boolean written = s3.calls().contains("PUT ?tagging");
      if (written && call.equals("GET ?tagging") && !replaced.getAndSet(true)) {
        while (!s3.calls().contains("HEAD")) {
          LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
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
  void contentReplacedByAnotherFileKeepsNoLabels() {
    AtomicBoolean replaced = new AtomicBoolean();
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging") && !replaced.getAndSet(true)) {
        s3.put("a", bytes("hello"));
      }
      return false;
    });

    assertThat(upload("a", ALP)).isEqualTo(new NotAnImage(5));
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void contentReplacedByUnreadableContentKeepsNoLabels() {
    AtomicBoolean replaced = new AtomicBoolean();
    s3.fault((_, call) -> {
      if (call.equals("PUT ?tagging") && !replaced.getAndSet(true)) {
        s3.put("a", CAT);
        s3.storage().archive("a");
      }
      return false;
    });

    assertThat(upload("a", ALP)).isEqualTo(new Archived());
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void tagsOfAWriterThatRemovedOursAreMergedWithOurs() {
    AtomicBoolean written = new AtomicBoolean();
    s3.fault((_, call) -> {
      boolean ours = s3.tags("a").containsKey("snaplabel:label");
      if (call.equals("GET ?tagging") && ours && !written.getAndSet(true)) {
        s3.tag("a", USER_TAGS);
      }
      return false;
    });

    assertThat(upload("a", ALP)).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a")).containsAllEntriesOf(USER_TAGS);
    assertLabeled("a", "alp");
  }

  @Test
  void tagsThatFillTheLimitMeanwhileAreKept() {
    Map<String, String> ten = ObjectTaggerTest.userTags(10);
    s3.fault((_, call) -> {
      if (call.equals("GET ?tagging") && s3.tags("a").containsKey("snaplabel:label")) {
        s3.tag("a", ten);
      }
      return false;
    });

    assertThat(upload("a", ALP)).isInstanceOf(NoTagsLeft.class);
    assertThat(s3.tags("a")).isEqualTo(ten);
  }
}
