package io.github.snaplabel.cli.bucket;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3.
 *
 * @param bucket its name
 * @param prefix what the keys of the objects begin with, empty for all of them
 */
public record S3Location(String bucket, String prefix) {
  /** Keys hold what no URI does: spaces, percent signs, question marks stand for themselves. */
  private static final Pattern URL =
      Pattern.compile("s3://([A-Za-z0-9._-]{3,63})(?:/(.*))?", Pattern.DOTALL);

  /**
   * Reads {@code s3://bucket}, with a slash and a prefix after it or not.
   *
   * @throws IllegalArgumentException if it is anything else; the message gives an example
   */
  public static S3Location parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no place in S3: give one such as s3://my-bucket/holidays/".formatted(url));
    }
    String prefix = parts.group(2);
    return new S3Location(parts.group(1), prefix == null ? "" : prefix);
  }

  @Override
  public String toString() {
    return "s3://%s/%s".formatted(bucket, prefix);
  }
}
