package io.github.snaplabel.http;

/** Whether requests may name objects in S3 instead of containing images. */
public sealed interface ObjectAccess {
  /**
   * Requests may not name objects.
   *
   * @param reason a sentence for the client
   */
  record NoObjects(String reason) implements ObjectAccess {}

  /**
   * Requests may name objects of one bucket.
   *
   * @param bucket its name
   */
  record BucketObjects(String bucket, ObjectSource source) implements ObjectAccess {}
}
