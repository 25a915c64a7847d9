package io.github.snaplabel.image.png;

/** What a {@link DeflateDecoder} reads next. */
enum DeflateState {
  BETWEEN_BLOCKS,
  IN_STORED_BLOCK,
  IN_COMPRESSED_BLOCK,
  COMPLETE,
  DAMAGED
}
