package io.github.snaplabel.tagging;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The characters that S3 allows in the keys and values of tags.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_S3Tag.html">S3Tag</a>
 */
public final class TagAlphabet {
  /** Maximum length of a value in UTF-16 units, which is at least its number of characters. */
  static final int MAX_VALUE_LENGTH = 256;

  private static final Pattern REMOVED = Pattern.compile("['\u2019\"\\p{M}]");
  private static final Pattern ILLEGAL = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  private static final Pattern SPACES = Pattern.compile("\\p{Z}+");

  /** The first combining mark of Unicode. */
  private static final char FIRST_MARK = '\u0300';

  private TagAlphabet() {}

  /** Returns whether all characters of a text are allowed. */
  public static boolean contains(String text) {
    return !ILLEGAL.matcher(text).find();
  }

  /**
   * Converts a text to a legal value: removes quotes and combining marks, replaces other illegal
   * characters with a space, and truncates.
   */
  public static String fold(String text) {
    String unquoted = REMOVED.matcher(composed(text)).replaceAll("");
    String legal = ILLEGAL.matcher(unquoted).replaceAll(" ");
    String value = SPACES.matcher(legal).replaceAll(" ").strip();
    if (value.length() <= MAX_VALUE_LENGTH) {
      return value;
    }
    boolean splitsPair = Character.isHighSurrogate(value.charAt(MAX_VALUE_LENGTH - 1));
    return value.substring(0, splitsPair ? MAX_VALUE_LENGTH - 1 : MAX_VALUE_LENGTH).strip();
  }

  /** Composes letters with their combining marks, which S3 does not allow. */
  private static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_MARK) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    // Most texts have no combining marks, so that the normalizer's tables are rarely loaded.
    return text;
  }
}
