package io.github.snaplabel.http;

/** One picture of an upload: its file, or why there is none. */
sealed interface UploadedImage {
  /** The bytes of what should be a picture. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, read once: neither copied nor compared
  record File(byte[] bytes) implements UploadedImage {}

  /** It could not be taken from the request; the others can. */
  record Unusable(ProblemException problem) implements UploadedImage {}
}
