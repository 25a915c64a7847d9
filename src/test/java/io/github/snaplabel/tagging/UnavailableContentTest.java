package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tests which errors of reading an object's content are permanent. */
class UnavailableContentTest extends TaggerFixture {
  @ParameterizedTest
  @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
  void anArchivedObjectEndsAfterOneCall(String storageClass) {
    s3.put("a", ALP);
    s3.storage().moveTo(storageClass, "a");

    assertThat(tag(ref("a", null, null))).isEqualTo(new Archived());
    assertThat(s3.calls()).containsExactly("GET");
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void anObjectInAnArchiveTierIsArchivedToo() {
    s3.put("a", ALP);
    s3.storage().moveTo("INTELLIGENT_TIERING", "a");
    s3.storage().archive("a");

    assertThat(tag(ref("a", null, null))).isEqualTo(new Archived());
  }

  @Test
  void aRestoredObjectAndOneWithInstantRetrievalAreLabeled() {
    s3.put("instant", ALP);
    s3.storage().moveTo("GLACIER_IR", "instant");
    s3.put("restored", CAT);
    s3.storage().moveTo("GLACIER", "restored");
    s3.storage().restore("restored");

    assertThat(tag(ref("instant", null, null))).isInstanceOf(Tagged.class);
    assertThat(tag(ref("restored", null, null))).isInstanceOf(Tagged.class);
    assertLabeled("instant", "alp");
    assertLabeled("restored", "cat");
  }

  @Test
  void anObjectWithACustomerProvidedKeyEndsAfterOneCall() {
    s3.put("a", ALP);
    s3.storage().encryptWithCustomerKey("a");

    assertThat(tag(ref("a", null, null))).isEqualTo(new CannotDecrypt());
    assertThat(s3.calls()).containsExactly("GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KMS.DisabledException",
        "KMS.KMSInvalidStateException",
        "KMS.InvalidStateException",
        "KMS.NotFoundException",
        "KMS.InvalidKeyUsageException"
      })
  void anObjectWithAnUnusableKmsKeyEndsAfterOneCall(String code) {
    s3.put("a", ALP);
    s3.storage().refuse("a", 400, code, "arn:aws:kms:eu-central-1:1:key/k is disabled.");

    assertThat(tag(ref("a", null, null))).isEqualTo(new CannotDecrypt());
    assertThat(s3.calls()).containsExactly("GET");
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, User is not authorized to perform: kms:Decrypt",
    "400, InvalidRequest, Missing required header",
    "400, InvalidArgument, Requests need Signature Version 4",
    "400, KMS.ThrottlingException, Rate exceeded",
    "500, KMS.KeyUnavailableException, Try again",
    "400, ExpiredToken, The provided token has expired"
  })
  void missingPermissionsAndTransientErrorsAreThrown(int status, String code, String message) {
    s3.put("a", ALP);
    s3.storage().refuse("a", status, code, message);

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> tag(ref("a", null, null)))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidArgument, Invalid version id specified",
    "400, KeyTooLongError, Your key is too long",
  })
  void anObjectThatCannotExistIsGone(int status, String code, String message) {
    s3.put("a", ALP);
    s3.storage().refuse("a", status, code, message);

    assertThat(tag(ref("a", null, null))).isEqualTo(new Gone());
  }

  @Test
  void anErrorForAWrongRegionNamesTheBucketsRegion() {
    s3.put("a", ALP);
    s3.moveTo("eu-west-3");

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> tag(ref("a", null, null)))
        .withMessageStartingWith("The bucket is in the region eu-west-3, which is not the function")
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(301));
  }
}
