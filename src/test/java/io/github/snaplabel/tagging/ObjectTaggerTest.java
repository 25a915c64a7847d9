package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.tagging.TaggingOutcome.AlreadyTagged;
import io.github.snaplabel.tagging.TaggingOutcome.NoTagsLeft;
import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which tags an object gets, and how many calls are made. */
class ObjectTaggerTest extends TaggerFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {"a.jpg", "my album/a b.jpg", "a+b%20c.jpg", "照片/高山.jpg", "😀/alp&x=1?.jpg"})
  void anImageIsLabeledWhateverItsKey(String key) {
    assertThat(upload(key, ALP))
        .isInstanceOfSatisfying(
            Tagged.class, tagged -> assertThat(tagged.labels()).isEqualTo("alp=0.500"));

    assertLabeled(key, "alp");
    assertThat(s3.calls()).startsWith("GET", "GET ?tagging", "PUT ?tagging").hasSize(5);
    assertThat(s3.calls().subList(3, 5)).containsExactlyInAnyOrder("GET ?tagging", "HEAD");
  }

  @Test
  void onlyTheVersionInTheEventIsTagged() {
    s3.put("a", ALP, "v1");
    s3.put("a", CAT, "v2");

    assertThat(tag(ref("a", "v1", "stale-is-fine"))).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a", "v1")).containsEntry("snaplabel:label", "alp");
    assertThat(s3.tags("a", "v2")).isEmpty();
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void theUsersTagsAreKept() {
    s3.put("a", ALP);
    s3.tag("a", USER_TAGS);

    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a")).containsAllEntriesOf(USER_TAGS);
    assertLabeled("a", "alp");
  }

  static Map<String, String> userTags(int count) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      tags.put("user" + i, "");
    }
    return tags;
  }

  @Test
  void anEleventhTagIsNeverWritten() {
    Map<String, String> nine = userTags(9);
    s3.put("a", ALP);
    s3.tag("a", nine);

    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
    assertThat(s3.tags("a"))
        .hasSize(10)
        .containsAllEntriesOf(nine)
        .containsEntry("snaplabel:label", "alp");
  }

  @Test
  void tenTagsOfTheUserAreKeptAndReported() {
    Map<String, String> ten = userTags(10);
    s3.put("a", ALP);
    s3.tag("a", ten);

    assertThat(tag(ref("a", null, null)))
        .isInstanceOfSatisfying(
            NoTagsLeft.class,
            outcome -> {
              assertThat(outcome.bytes()).isEqualTo(ALP.length);
              assertThat(outcome.image().predictions()).isNotEmpty();
            });
    assertThat(s3.tags("a")).isEqualTo(ten);
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging", "GET ?tagging");
  }

  @Test
  void aRepeatedEventMakesTwoCallsAndChangesNothing() {
    upload("a", ALP);
    Map<String, String> before = s3.tags("a");
    s3.calls().clear();

    assertThat(tag(ref("a", null, null))).isEqualTo(new AlreadyTagged());
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging");
    assertThat(s3.tags("a")).isEqualTo(before);
  }

  @Test
  void aRepeatedEventWritesNothingEvenIfTheModelsTagDidNotFit() {
    s3.put("a", ALP);
    s3.tag("a", userTags(8));
    tag(ref("a", null, null));
    Map<String, String> before = s3.tags("a");
    s3.calls().clear();

    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging", "GET ?tagging");
    assertThat(s3.tags("a")).isEqualTo(before).doesNotContainKey("snaplabel:model");
  }

  @Test
  void aRepeatedEventOfAnUnreadableImageWritesNothing() {
    upload("a", bytes("picture:corrupt"));
    s3.calls().clear();

    assertThat(tag(ref("a", null, null))).isEqualTo(new AlreadyTagged());
    assertThat(s3.calls()).containsExactly("GET", "GET ?tagging");
  }

  @Test
  void imagesAreLabeledAgainIfSkippingIsDisabled() {
    upload("a", ALP);

    assertThat(tagger(false).tag(ref("a", null, null), Deadline.in(Duration.ofSeconds(20))))
        .isInstanceOf(Tagged.class);
  }

  @Test
  void otherFilesAreNotTagged() {
    assertThat(upload("a.txt", bytes("hello"))).isEqualTo(new NotAnImage(5));
    assertThat(upload("empty", new byte[0])).isEqualTo(new NotAnImage(0));
    assertThat(upload("video.mp4", bytes("v".repeat(9000)))).isEqualTo(new NotAnImage(9000));
    assertThat(s3.tags("a.txt")).isEmpty();
    assertThat(s3.calls()).containsOnly("GET");
  }

  @Test
  void anUnreadableImageGetsAnErrorTag() {
    assertThat(upload("a", bytes("picture:corrupt")))
        .isEqualTo(new Unreadable(15, "corrupt-image"));
    assertThat(s3.tags("a"))
        .containsOnly(
            Map.entry("snaplabel:error", "corrupt-image"), Map.entry("snaplabel:model", "model/1"));
  }

  @Test
  void anUnsupportedImageOfAnySizeGetsAnErrorTag() {
    byte[] large = bytes("heic:" + "x".repeat(9000));

    assertThat(upload("a", bytes("heic:"))).isEqualTo(new Unreadable(5, "unsupported-image"));
    assertThat(upload("b", large)).isEqualTo(new Unreadable(large.length, "unsupported-image"));
    assertThat(s3.tags("a")).containsEntry("snaplabel:error", "unsupported-image").hasSize(2);
    assertThat(s3.tags("b")).isEqualTo(s3.tags("a"));
  }

  @Test
  void anImageThatIsTooLargeIsNotRead() {
    byte[] large = bytes("picture:" + "x".repeat(9000));

    assertThat(upload("a", large)).isEqualTo(new Unreadable(large.length, "image-too-large"));
    assertThat(s3.tags("a")).containsEntry("snaplabel:error", "image-too-large");
  }
}
