package io.github.snaplabel.tagging;

import io.github.snaplabel.event.ObjectRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** Objects in S3, by the SDK's client(). Thread-safe. */
public final class S3Objects implements ObjectStore {
  /**
   * What AWS's own S3 calls itself.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html">Common
   *     response headers</a>
   */
  private static final String AWS = "AmazonS3";

  private final Supplier<S3Client> clients;
  private @Nullable S3Client opened;

  /**
   * Opens a client when it is first needed: it takes a second, which the HTTPS API can do without.
   *
   * @param clients makes one, as {@link S3Clients} does
   */
  public S3Objects(Supplier<S3Client> clients) {
    this.clients = clients;
  }

  /** Does before a snapshot what the first call would; no connection is opened. */
  public void warmUp() {
    S3Clients.warmUp();
    client();
  }

  private synchronized S3Client client() {
    if (opened == null) {
      opened = clients.get();
    }
    return opened;
  }

  @Override
  public StoredObject open(ObjectRef object, Deadline deadline)
      throws ObjectGoneException, ContentUnavailableException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .versionId(object.versionId())
            .ifMatch(object.versionId() == null ? object.eTag() : null)
            .overrideConfiguration(within(deadline))
            .build();
    ResponseInputStream<GetObjectResponse> content = content(request);
    GetObjectResponse found = content.response();
    return new StoredObject(
        new StoredObject.Id(object.bucket(), object.key(), found.versionId(), found.eTag()),
        found.contentLength(),
        mayBeTagged(found),
        content,
        content::abort);
  }

  @Override
  public void check(StoredObject.Id object, Deadline deadline) throws ObjectGoneException {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .ifMatch(object.eTag())
            .overrideConfiguration(within(deadline))
            .build();
    present(() -> client().headObject(request));
  }

  @Override
  public Map<String, String> tags(StoredObject.Id object, Deadline deadline)
      throws ObjectGoneException {
    GetObjectTaggingRequest request =
        GetObjectTaggingRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .versionId(object.versionId())
            .overrideConfiguration(within(deadline))
            .build();
    Map<String, String> tags = new LinkedHashMap<>();
    present(() -> client().getObjectTagging(request))
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  @Override
  public void tag(StoredObject.Id object, Map<String, String> tags, Deadline deadline)
      throws ObjectGoneException {
    PutObjectTaggingRequest request =
        PutObjectTaggingRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .versionId(object.versionId())
            .tagging(tagging(tags))
            .overrideConfiguration(within(deadline))
            .build();
    present(() -> client().putObjectTagging(request));
  }

  /**
   * AWS sends the count if there are tags and the caller may read them, so that without a count
   * there are no labels to be found. Another S3 may never send it.
   */
  private static boolean mayBeTagged(GetObjectResponse found) {
    Integer count = found.tagCount();
    return count == null
        ? !found.sdkHttpResponse().firstMatchingHeader("Server").equals(Optional.of(AWS))
        : count > 0;
  }

  private static Tagging tagging(Map<String, String> tags) {
    return Tagging.builder()
        .tagSet(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  /** A call with its retries ends in time to tell of it. */
  private static Consumer<AwsRequestOverrideConfiguration.Builder> within(Deadline deadline) {
    Duration left = deadline.left();
    return call -> call.apiCallTimeout(left);
  }

  private ResponseInputStream<GetObjectResponse> content(GetObjectRequest request)
      throws ObjectGoneException, ContentUnavailableException {
    try {
      return present(() -> client().getObject(request));
    } catch (S3Exception e) {
      TaggingOutcome outcome = ReadRefusal.outcome(e);
      if (outcome == null) {
        throw e;
      }
      throw new ContentUnavailableException(outcome, e);
    }
  }

  private static <T> T present(Supplier<T> call) throws ObjectGoneException {
    try {
      return call.get();
    } catch (S3Exception e) {
      if (isGone(e)) {
        throw new ObjectGoneException("The object is not there as the event tells of it", e);
      }
      throw BucketRegion.named(e);
    }
  }

  /** 405 is S3's answer for a version that is a delete marker. A bucket that is missing is not. */
  private static boolean isGone(S3Exception e) {
    return switch (e.statusCode()) {
      case 404 -> !(e instanceof NoSuchBucketException);
      case 405, 412 -> true;
      default -> false;
    };
  }
}
