package io.github.snaplabel.image;

/** Whether HEIC files, whose pictures are coded with HEVC, are decoded. */
public enum HeicDecoding {
  /** They are decoded, in Java. */
  ON,

  /** They are rejected as unsupported, for deployments that may not use HEVC. */
  OFF
}
