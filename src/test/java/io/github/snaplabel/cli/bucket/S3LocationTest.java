package io.github.snaplabel.cli.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://photos, ''",
    "s3://photos/, ''",
    "s3://photos/2026, 2026",
    "s3://photos/2026/, 2026/",
    "s3://photos/a/b.jpg, a/b.jpg",
    "s3://photos//a, /a",
    "s3://photos/50% off? #1 + s3://x, 50% off? #1 + s3://x",
  })
  void theRestOfTheUrlIsThePrefixUnchanged(String url, String prefix) {
    assertThat(S3Location.parse(url)).isEqualTo(new S3Location("photos", prefix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "photos",
        "s3://",
        "s3:///key",
        "s3:photos",
        "s3://my photos/",
        "s3://photos?x",
        "https://photos.s3.amazonaws.com/",
        "arn:aws:s3:::photos"
      })
  void anythingElseIsRejectedWithAnExample(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Location.parse(url))
        .withMessageContaining("'%s'", url)
        .withMessageContaining("s3://my-bucket/");
  }

  @Test
  void aLocationPrintsAsItIsParsed() {
    assertThat(S3Location.parse("s3://photos/a b")).hasToString("s3://photos/a b");
  }
}
