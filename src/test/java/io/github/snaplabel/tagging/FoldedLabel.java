package io.github.snaplabel.tagging;

import java.util.Objects;

/** Converts labels to tag values, for tests that only know the predictions at run time. */
public final class FoldedLabel {
  private FoldedLabel() {}

  /** Returns the value of the tag for a label. */
  public static String of(String label) {
    LabelTags tags = new LabelTags("snaplabel", OwnTag.ALL, "any");
    return Objects.requireNonNull(tags.of(LabelTagsTest.image(label)).get("snaplabel:label"));
  }
}
