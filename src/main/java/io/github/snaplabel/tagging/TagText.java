package io.github.snaplabel.tagging;

import java.util.regex.Pattern;

/**
 * The alphabet of S3's tags.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_S3Tag.html">S3Tag</a>
 */
final class TagText {
  /** Characters of a value; those outside the basic plane are counted as two, to be safe. */
  static final int MAX_VALUE = 256;

  private static final Pattern QUOTES = Pattern.compile("['\u2019\"]");
  private static final Pattern ILLEGAL = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  private static final Pattern SPACES = Pattern.compile("\\p{Z}+");

  private TagText() {}

  /**
   * Leaves quotes out, makes a space of whatever else is not allowed, and cuts what is too long.
   */
  static String fold(String text) {
    String unquoted = QUOTES.matcher(text).replaceAll("");
    String legal = ILLEGAL.matcher(unquoted).replaceAll(" ");
    String value = SPACES.matcher(legal).replaceAll(" ").strip();
    if (value.length() <= MAX_VALUE) {
      return value;
    }
    boolean splitsPair = Character.isHighSurrogate(value.charAt(MAX_VALUE - 1));
    return value.substring(0, splitsPair ? MAX_VALUE - 1 : MAX_VALUE).strip();
  }
}
