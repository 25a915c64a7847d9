package io.github.snaplabel.http;

/** One image of an upload: its file, an object in S3, or why its file is unusable. */
sealed interface UploadedImage {
  /** The bytes of a file that should be an image. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, read once: neither copied nor compared
  record File(byte[] bytes) implements UploadedImage {}

  /** An object in S3 that should be an image. */
  record NamedObject(ObjectId object) implements UploadedImage {}

  /** The file could not be extracted from the request; the request's other images can. */
  record Unusable(ProblemException problem) implements UploadedImage {}
}
