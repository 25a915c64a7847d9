package io.github.snaplabel.cli.bucket;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects of a bucket whose keys begin with a prefix.
 *
 * @param bucket name of the bucket
 * @param prefix empty for all objects
 */
public record S3Location(String bucket, String prefix) {
  /** Not a URI: in keys, spaces, percent signs and question marks are literal. */
  private static final Pattern URL =
      Pattern.compile("s3://([A-Za-z0-9._-]{3,63})(?:/(.*))?", Pattern.DOTALL);

  /**
   * Parses {@code s3://bucket} or {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException if the URL has another form; the message gives an example
   */
  public static S3Location parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an S3 location such as s3://my-bucket/holidays/".formatted(url));
    }
    String prefix = parts.group(2);
    return new S3Location(parts.group(1), prefix == null ? "" : prefix);
  }

  @Override
  public String toString() {
    return "s3://%s/%s".formatted(bucket, prefix);
  }
}
