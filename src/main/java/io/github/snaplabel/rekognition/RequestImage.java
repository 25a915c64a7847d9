package io.github.snaplabel.rekognition;

import io.github.snaplabel.http.ObjectId;

/** The image of a request: its file, or an object in S3. */
sealed interface RequestImage {
  /** The bytes of a file that should be an image. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, read once: neither copied nor compared
  record ImageBytes(byte[] bytes) implements RequestImage {}

  /** An object in any bucket, not necessarily the function's. */
  record BucketImage(String bucket, ObjectId object) implements RequestImage {}
}
