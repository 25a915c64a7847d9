package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.TopK;
import java.util.Locale;
import java.util.Set;

/**
 * Settings of tagging.
 *
 * @param prefix of our tags' keys, before a colon
 * @param tags which of our tags are written
 * @param language of the names in tags; without names in that language, those of the labels
 * @param skipTagged whether to skip objects that already have tags of the same model; of any model,
 *     if the model's tag is not written
 * @param topK predictions in the tag that lists them
 * @param untrained whether to write labels of an untrained model
 */
public record TaggingSettings(
    String prefix,
    Set<OwnTag> tags,
    Language language,
    boolean skipTagged,
    TopK topK,
    boolean untrained) {
  /** S3 allows keys of 128 characters, and our longest suffix is {@code :confidence}. */
  private static final int MAX_PREFIX_CHARACTERS = 100;

  public static final TaggingSettings DEFAULT =
      new TaggingSettings("snaplabel", OwnTag.ALL, Language.ENGLISH, true, TopK.DEFAULT, false);

  /** Copies the set. */
  public TaggingSettings {
    tags = Set.copyOf(tags);
  }

  /**
   * Returns whether a text is a valid {@link #prefix}: 1 to 100 characters of S3's alphabet without
   * spaces, and not {@code aws:}, which S3 reserves.
   */
  public static boolean isPrefix(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_PREFIX_CHARACTERS
        && TagAlphabet.contains(text)
        && text.codePoints().noneMatch(Character::isSpaceChar)
        && !(text + ":").toLowerCase(Locale.ROOT).startsWith("aws:");
  }

  /**
   * Checks that the labels of a model may be written.
   *
   * @throws UntrainedModelException if the model is untrained and these settings do not allow that
   */
  public void requireWritable(ModelManifest model) {
    if (!model.trained() && !untrained) {
      throw new UntrainedModelException();
    }
  }
}
