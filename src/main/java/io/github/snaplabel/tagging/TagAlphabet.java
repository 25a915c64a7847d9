package io.github.snaplabel.tagging;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The alphabet of S3's tags.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_S3Tag.html">S3Tag</a>
 */
final class TagAlphabet {
  /** Characters of a value; those outside the basic plane are counted as two, to be safe. */
  static final int MAX_VALUE = 256;

  private static final Pattern LEFT_OUT = Pattern.compile("['\u2019\"\\p{M}]");
  private static final Pattern ILLEGAL = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  private static final Pattern SPACES = Pattern.compile("\\p{Z}+");

  /** The first combining mark of Unicode. */
  private static final char FIRST_MARK = '\u0300';

  private TagAlphabet() {}

  /**
   * Leaves out quotes and accents that are no part of a letter, makes a space of whatever else is
   * not allowed, and cuts what is too long.
   */
  static String fold(String text) {
    String unquoted = LEFT_OUT.matcher(composed(text)).replaceAll("");
    String legal = ILLEGAL.matcher(unquoted).replaceAll(" ");
    String value = SPACES.matcher(legal).replaceAll(" ").strip();
    if (value.length() <= MAX_VALUE) {
      return value;
    }
    boolean splitsPair = Character.isHighSurrogate(value.charAt(MAX_VALUE - 1));
    return value.substring(0, splitsPair ? MAX_VALUE - 1 : MAX_VALUE).strip();
  }

  /** S3's letters do not include combining marks: a letter with one becomes one character. */
  private static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_MARK) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    // The normalizer's tables need not be loaded for most texts.
    return text;
  }
}
