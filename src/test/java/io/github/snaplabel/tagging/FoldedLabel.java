package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;
import java.util.Map;
import java.util.Objects;

/** Converts labels to tags, for tests that only know the predictions at run time. */
public final class FoldedLabel {
  private FoldedLabel() {}

  /** Returns the value of the tag for a label. */
  public static String of(String label) {
    LabelTags tags = new LabelTags("snaplabel", OwnTag.ALL, "any");
    return Objects.requireNonNull(tags.of(LabelTagsTest.image(label)).get("snaplabel:label"));
  }

  /** Returns all tags of an image. */
  public static Map<String, String> tags(LabeledImage image, String model) {
    return new LabelTags("snaplabel", OwnTag.ALL, model).of(image);
  }
}
