package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.TopK;

/**
 * What objects are tagged with.
 *
 * @param prefix of our tags' keys; a colon follows it
 * @param skipTagged whether objects that have labels of the same model are left alone
 * @param wanted predictions in the tag that lists them
 * @param untrained whether the labels of an untrained model are written
 */
public record TaggingSettings(String prefix, boolean skipTagged, TopK wanted, boolean untrained) {
  public static final TaggingSettings DEFAULT =
      new TaggingSettings("snaplabel", true, TopK.DEFAULT, false);

  /**
   * Checks that the labels of a model may be written.
   *
   * @throws UntrainedModelException if it is untrained and these settings do not allow that
   */
  public void check(ModelManifest model) {
    if (!model.trained() && !untrained) {
      throw new UntrainedModelException();
    }
  }
}
