package io.github.snaplabel.image.png;

/** Where in its data a {@link DeflateDecoder} is. */
enum DeflateState {
  BETWEEN_BLOCKS,
  IN_STORED_BLOCK,
  IN_COMPRESSED_BLOCK,
  COMPLETE,
  DAMAGED
}
