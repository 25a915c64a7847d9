package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tests failures of S3 and the connection. */
class ObjectTaggerFaultsTest extends TaggerFixture {
  @Test
  void anObjectWithAStaleETagIsGone() {
    String stale = s3.put("a", ALP);
    s3.put("a", CAT);

    assertThat(tag(ref("a", null, stale))).isEqualTo(new Gone());
    assertThat(s3.tags("a")).isEmpty();
  }

  @Test
  void aDeletedObjectIsGone() {
    assertThat(tag(ref("nothing", null, null))).isEqualTo(new Gone());
    assertThat(tag(ref("nothing", "v1", null))).isEqualTo(new Gone());
  }

  @Test
  void aDeleteMarkerIsGone() {
    s3.fault(FakeS3.error("GET", 405, "MethodNotAllowed", 1));

    assertThat(tag(ref("a", "v2", null))).isEqualTo(new Gone());
  }

  @Test
  void aMissingBucketIsAnError() {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> tag(new ObjectRef("nowhere", "a", null, null, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET ?tagging", "PUT ?tagging", "HEAD"})
  void anObjectDeletedMeanwhileIsGone(String before) {
    s3.fault((_, call) -> {
      if (call.equals(before)) {
        s3.delete("a");
      }
      return false;
    });

    assertThat(upload("a", ALP)).isEqualTo(new Gone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET ?tagging", "PUT ?tagging", "HEAD"})
  void aTransientErrorIsRetried(String call) {
    s3.fault(FakeS3.error(call, 503, "SlowDown", 1));

    assertThat(upload("a", ALP)).isInstanceOf(Tagged.class);
    assertLabeled("a", "alp");
  }

  private void assertThrown(String call, int status, String code) {
    s3.fault(FakeS3.error(call, status, code, Integer.MAX_VALUE));

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> upload("a", ALP))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET ?tagging", "PUT ?tagging", "HEAD"})
  void aPersistentErrorIsThrown(String call) {
    assertThrown(call, 503, "SlowDown");
  }

  @Test
  void aReplacedObjectIsRetriedIfItsTagsCannotBeReadAfterTheWrite() {
    s3.fault((exchange, call) -> {
      boolean written = s3.calls().contains("PUT ?tagging");
      if (written && call.equals("GET ?tagging")) {
        FakeS3.refuse(exchange, 403, "AccessDenied");
        return true;
      }
      if (call.equals("HEAD")) {
        FakeS3.refuse(exchange, 412, "PreconditionFailed");
        return true;
      }
      return false;
    });

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> upload("a", ALP))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));
  }

  @Test
  void aConflictIsThrownAndALaterAttemptSucceeds() {
    s3.fault(FakeS3.error("PUT ?tagging", 409, "OperationAborted", Integer.MAX_VALUE));

    assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> upload("a", ALP));
    s3.fault((_, _) -> false);
    assertThat(tag(ref("a", null, null))).isInstanceOf(Tagged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET ?tagging", "PUT ?tagging", "HEAD"})
  void aMissingPermissionIsThrown(String call) {
    assertThrown(call, 403, "AccessDenied");
  }

  @Test
  void truncatedContentIsAnErrorAndIsNotTagged() {
    String eTag = s3.put("a", ALP);
    s3.fault((exchange, call) -> {
      if (!call.equals("GET")) {
        return false;
      }
      exchange.getResponseHeaders().set("ETag", '"' + eTag + '"');
      exchange.sendResponseHeaders(200, ALP.length);
      exchange.getResponseBody().write(ALP, 0, 4);
      exchange.getResponseBody().flush();
      return true;
    });

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> tag(ref("a", null, eTag)));
    assertThat(s3.tags("a")).isEmpty();
  }
}
