package io.github.snaplabel.tagging;

import io.github.snaplabel.vision.TopK;

/**
 * What objects are tagged with.
 *
 * @param prefix of our tags' keys; a colon follows it
 * @param skipTagged whether objects that have labels of the same model are left alone
 * @param wanted predictions in the tag that lists them
 */
public record TaggingSettings(String prefix, boolean skipTagged, TopK wanted) {
  public static final TaggingSettings DEFAULT =
      new TaggingSettings("snaplabel", true, TopK.DEFAULT);
}
