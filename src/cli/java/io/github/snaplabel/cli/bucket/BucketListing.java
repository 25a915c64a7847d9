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

/** The objects at a place in S3, of which no more than one page is held. Thread-safe. */
public final class BucketListing {
  /**
   * An object as it is listed.
   *
   * @param object with the ETag of the content that was listed
   * @param archived whether the listing says for certain that its content cannot be read
   */
  record Entry(ObjectRef object, boolean archived) {}

  private final S3Location location;
  private final boolean tellsRestores;
  private final Iterator<ListObjectsV2Response> pages;
  private Iterator<S3Object> page = Collections.emptyIterator();
  private boolean begun;
  private boolean ended;

  /**
   * Prepares a listing; nothing is sent before {@link #next()}.
   *
   * @param tellsRestores whether the server lists which archived objects have been restored, as
   *     AWS's does and many others do not
   */
  BucketListing(S3Location location, S3Client client, boolean tellsRestores) {
    this.location = location;
    this.tellsRestores = tellsRestores;
    this.pages =
        client
            .listObjectsV2Paginator(
                ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix(location.prefix())
                    // Else keys with control characters would be no XML.
                    .encodingType(EncodingType.URL)
                    .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS)
                    .build())
            .iterator();
  }

  /**
   * The next object.
   *
   * @return null if there is none any more
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or fails
   */
  synchronized @Nullable Entry next() throws InterruptedException {
    while (!ended && !page.hasNext() && pages.hasNext()) {
      // At the start somebody is looking, who is told at once of a wrong name or address.
      ListObjectsV2Response next = begun ? Backoff.call(pages::next) : pages.next();
      page = next.contents().iterator();
      begun = true;
    }
    return ended || !page.hasNext() ? null : entry(page.next());
  }

  /** Lets {@link #next()} find nothing any more. */
  public synchronized void end() {
    ended = true;
  }

  private Entry entry(S3Object object) {
    String eTag = object.eTag() == null ? null : object.eTag().replace("\"", "");
    return new Entry(
        new ObjectRef(location.bucket(), object.key(), null, eTag, object.size()),
        isArchived(object));
  }

  /**
   * Whether it is in an archive and was not restored. GLACIER_IR is read like any other class; the
   * archive tiers of INTELLIGENT_TIERING are not listed.
   */
  private boolean isArchived(S3Object object) {
    ObjectStorageClass storage = object.storageClass();
    boolean archive =
        storage == ObjectStorageClass.GLACIER || storage == ObjectStorageClass.DEEP_ARCHIVE;
    return archive && tellsRestores && !isRestored(object.restoreStatus());
  }

  private static boolean isRestored(@Nullable RestoreStatus status) {
    return status != null && status.restoreExpiryDate() != null;
  }

  /** The place that is listed. */
  S3Location location() {
    return location;
  }
}
