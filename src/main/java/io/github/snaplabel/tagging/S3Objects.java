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

/** Accesses objects in S3 with the AWS SDK. Thread-safe. */
public final class S3Objects implements ObjectStore {
  /**
   * Value of the {@code Server} header of Amazon S3, unlike that of compatible stores.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html">Common
   *     response headers</a>
   */
  private static final String AMAZON_S3 = "AmazonS3";

  private final Supplier<S3Client> clientFactory;
  private @Nullable S3Client client;

  /**
   * Creates a store that opens its client with the first call. Opening takes about a second, which
   * requests to the HTTP API need not wait for.
   *
   * @param clientFactory opens a client, such as {@link S3Clients#open}
   */
  public S3Objects(Supplier<S3Client> clientFactory) {
    this.clientFactory = clientFactory;
  }

  /** Initializes before a snapshot what the first call would, without opening a connection. */
  public void warmUp() {
    S3Clients.warmUp();
    client();
  }

  private synchronized S3Client client() {
    if (client == null) {
      client = clientFactory.get();
    }
    return client;
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
    GetObjectResponse response = content.response();
    return new StoredObject(
        new StoredObject.Id(object.bucket(), object.key(), response.versionId(), response.eTag()),
        response.contentLength(),
        mayBeTagged(response),
        content,
        content::abort);
  }

  @Override
  public void requireUnchanged(StoredObject.Id object, Deadline deadline)
      throws ObjectGoneException {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .ifMatch(object.eTag())
            .overrideConfiguration(within(deadline))
            .build();
    orGone(() -> client().headObject(request));
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
    orGone(() -> client().getObjectTagging(request))
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
    orGone(() -> client().putObjectTagging(request));
  }

  /**
   * Amazon S3 returns the number of tags if there are any and the caller may read them; without the
   * number, there are no labels that could be read. Compatible stores may never return it.
   */
  private static boolean mayBeTagged(GetObjectResponse response) {
    Integer count = response.tagCount();
    return count == null
        ? !response.sdkHttpResponse().firstMatchingHeader("Server").equals(Optional.of(AMAZON_S3))
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

  /** Ends a call, including its retries, by the deadline. */
  private static Consumer<AwsRequestOverrideConfiguration.Builder> within(Deadline deadline) {
    Duration remaining = deadline.remaining();
    return configuration -> configuration.apiCallTimeout(remaining);
  }

  private ResponseInputStream<GetObjectResponse> content(GetObjectRequest request)
      throws ObjectGoneException, ContentUnavailableException {
    try {
      return orGone(() -> client().getObject(request));
    } catch (S3Exception e) {
      TaggingOutcome outcome = ReadRefusal.outcome(e);
      if (outcome == null) {
        throw e;
      }
      throw new ContentUnavailableException(outcome, e);
    }
  }

  /** Makes a call, translating the errors that S3 reports for missing or replaced content. */
  private static <T> T orGone(Supplier<T> call) throws ObjectGoneException {
    try {
      return call.get();
    } catch (S3Exception e) {
      if (isGone(e)) {
        throw new ObjectGoneException("The object was deleted or replaced after the event", e);
      }
      throw BucketRegion.withRegion(e);
    }
  }

  /**
   * Returns whether the object or its version no longer exists. S3 returns 405 for a version that
   * is a delete marker. A missing bucket is a failure instead.
   */
  private static boolean isGone(S3Exception e) {
    return switch (e.statusCode()) {
      case 404 -> !(e instanceof NoSuchBucketException);
      case 405, 412 -> true;
      default -> false;
    };
  }
}
