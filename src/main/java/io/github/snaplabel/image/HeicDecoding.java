package io.github.snaplabel.image;

/** Whether HEIC files, whose pictures are coded with HEVC, are decoded. */
public enum HeicDecoding {
  /** They are decoded, in Java. */
  ON,

  /** They are unsupported, for those who may not use HEVC where they are. */
  OFF
}
