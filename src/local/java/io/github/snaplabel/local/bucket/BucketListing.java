package io.github.snaplabel.local.bucket;

import io.github.snaplabel.event.ObjectRef;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects at a place in S3, of which no more than one page is held. Thread-safe. */
public final class BucketListing {
  private final S3Location location;
  private final Iterator<ListObjectsV2Response> pages;
  private Iterator<S3Object> page = Collections.emptyIterator();
  private boolean begun;
  private boolean ended;

  BucketListing(S3Location location, S3Client client) {
    this.location = location;
    this.pages =
        client
            .listObjectsV2Paginator(
                ListObjectsV2Request.builder()
                    .bucket(location.bucket())
                    .prefix(location.prefix())
                    // Else keys with control characters would be no XML.
                    .encodingType(EncodingType.URL)
                    .build())
            .iterator();
  }

  /**
   * The next object, with the ETag of the content that was listed.
   *
   * @return null if there is none any more
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or fails
   */
  synchronized @Nullable ObjectRef next() throws InterruptedException {
    while (!ended && !page.hasNext() && pages.hasNext()) {
      // At the start somebody is looking, who is told at once of a wrong name or address.
      ListObjectsV2Response next = begun ? Patience.call(pages::next) : pages.next();
      page = next.contents().iterator();
      begun = true;
    }
    return ended || !page.hasNext() ? null : ref(page.next());
  }

  /** Lets {@link #next()} find nothing any more. */
  public synchronized void end() {
    ended = true;
  }

  private ObjectRef ref(S3Object object) {
    String eTag = object.eTag() == null ? null : object.eTag().replace("\"", "");
    return new ObjectRef(location.bucket(), object.key(), null, eTag, object.size());
  }

  /** The place that is listed. */
  S3Location location() {
    return location;
  }
}
