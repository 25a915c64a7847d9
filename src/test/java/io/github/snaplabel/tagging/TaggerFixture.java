package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageFailures;
import io.github.snaplabel.image.ImageLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs the tagger with the real client and a strict S3. An image's label is part of its content.
 */
abstract class TaggerFixture {
  static final byte[] ALP = bytes("picture:alp");
  static final byte[] CAT = bytes("picture:cat");
  static final Map<String, String> USER_TAGS = Map.of("project", "北 1");

  FakeS3 s3;
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

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the label that the content names. */
  static LabeledImage label(byte[] image, LabelOptions options) throws ImageException {
    String text = new String(image, StandardCharsets.UTF_8);
    if (text.startsWith("heic:")) {
      throw ImageFailures.unsupported();
    }
    if (!text.startsWith("picture:")) {
      throw ImageFailures.noImage();
    }
    if (text.endsWith("corrupt")) {
      throw ImageFailures.corrupt();
    }
    return LabelTagsTest.image(text.substring("picture:".length()));
  }

  ObjectTagger tagger(boolean skipTagged) {
    return tagger(TaggerFixture::label, 100, skipTagged);
  }

  ObjectTagger tagger(Labeler labeler, long maxBytes, boolean skipTagged) {
    return new ObjectTagger(
        new S3Objects(() -> client),
        labeler,
        new ImageLimits(maxBytes, 100),
        new TaggingSettings(
            "snaplabel", OwnTag.ALL, Language.ENGLISH, skipTagged, TopK.DEFAULT, false),
        LabelOptions.DEFAULT,
        "model/1",
        2);
  }

  TaggingOutcome tag(ObjectRef object) {
    return tagger(true).tag(object, Deadline.in(Duration.ofSeconds(20)));
  }

  static ObjectRef ref(String key, @Nullable String version, @Nullable String eTag) {
    return new ObjectRef("photos", key, version, eTag, null);
  }

  TaggingOutcome upload(String key, byte[] content) {
    return tag(ref(key, null, s3.put(key, content)));
  }

  void assertLabeled(String key, String label) {
    assertThat(s3.tags(key))
        .containsEntry("snaplabel:label", label)
        .containsEntry("snaplabel:confidence", "0.500")
        .containsEntry("snaplabel:labels", label + "=0.500")
        .containsEntry("snaplabel:model", "model/1");
  }
}
