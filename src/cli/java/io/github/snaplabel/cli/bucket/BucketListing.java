package io.github.snaplabel.cli.bucket;

import io.github.snaplabel.event.ObjectRef;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.RestoreStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists the objects of an S3 location, holding one page in memory. Thread-safe. */
public final class BucketListing {
  /**
   * A listed object.
   *
   * @param object with the ETag of the listed content
   * @param archived true if the listing shows that its content cannot be read
   */
  record Entry(ObjectRef object, boolean archived) {}

  private final S3Location location;
  private final boolean listsRestoreStatus;
  private final Iterator<ListObjectsV2Response> pages;
  private Iterator<S3Object> page = Collections.emptyIterator();
  private boolean started;
  private boolean stopped;

  /**
   * Prepares a listing; no request is sent before {@link #next()}.
   *
   * @param listsRestoreStatus whether the server lists which archived objects are restored, as AWS
   *     does and many others do not
   */
  BucketListing(S3Location location, S3Client client, boolean listsRestoreStatus) {
    this.location = location;
    this.listsRestoreStatus = listsRestoreStatus;
    this.pages =
        client
            .listObjectsV2Paginator(
                ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix(location.prefix())
                    // Keys may hold control characters, which XML does not allow.
                    .encodingType(EncodingType.URL)
                    .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS)
                    .build())
            .iterator();
  }

  /**
   * Returns the next object.
   *
   * @return null after the last one
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or fails
   */
  synchronized @Nullable Entry next() throws InterruptedException {
    while (!stopped && !page.hasNext() && pages.hasNext()) {
      // No retries at the start: the user should see a wrong name or address at once.
      ListObjectsV2Response next = started ? Backoff.retry(pages::next) : pages.next();
      page = next.contents().iterator();
      started = true;
    }
    return stopped || !page.hasNext() ? null : entry(page.next());
  }

  /** Ends the listing: {@link #next()} returns null from now on. */
  public synchronized void stop() {
    stopped = true;
  }

  private Entry entry(S3Object object) {
    String eTag = object.eTag() == null ? null : object.eTag().replace("\"", "");
    return new Entry(
        new ObjectRef(location.bucket(), object.key(), null, eTag, object.size()),
        isArchived(object));
  }

  /**
   * Returns whether the object is archived and not restored. GLACIER_IR can be read directly; the
   * archive tiers of INTELLIGENT_TIERING are not listed.
   */
  private boolean isArchived(S3Object object) {
    ObjectStorageClass storage = object.storageClass();
    boolean archive =
        storage == ObjectStorageClass.GLACIER || storage == ObjectStorageClass.DEEP_ARCHIVE;
    return archive && listsRestoreStatus && !isRestored(object.restoreStatus());
  }

  private static boolean isRestored(@Nullable RestoreStatus status) {
    return status != null && status.restoreExpiryDate() != null;
  }

  S3Location location() {
    return location;
  }
}
