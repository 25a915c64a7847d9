package io.github.snaplabel.cli.folder.s3;

import io.github.snaplabel.tagging.TagAlphabet;
import java.util.Map;

/**
 * The rules of S3 for an object's tags.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Categorizing
 *     your objects using tags</a>
 */
final class TagRules {
  private static final int MAX_TAGS = 10;
  private static final int MAX_KEY_LENGTH = 128;
  private static final int MAX_VALUE_LENGTH = 256;

  private TagRules() {}

  /**
   * Checks all tags of an object.
   *
   * @throws S3ErrorException if there are too many, or one is not allowed
   */
  static void check(Map<String, String> tags) throws S3ErrorException {
    if (tags.size() > MAX_TAGS) {
      throw new S3ErrorException(
          S3Error.BAD_REQUEST, "Object tags cannot be greater than %d".formatted(MAX_TAGS));
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      boolean allowed =
          !tag.getKey().isEmpty()
              && !tag.getKey().startsWith("aws:")
              && isAllowed(tag.getKey(), MAX_KEY_LENGTH)
              && isAllowed(tag.getValue(), MAX_VALUE_LENGTH);
      if (!allowed) {
        throw new S3ErrorException(
            S3Error.INVALID_TAG, "The tag '%s' is not allowed".formatted(tag.getKey()));
      }
    }
  }

  private static boolean isAllowed(String text, int maxLength) {
    return text.length() <= maxLength && TagAlphabet.contains(text);
  }
}
