package io.github.snaplabel.bench;

/**
 * How often a peer predicts the same class as the reference pipeline.
 *
 * @param peer the compared peer
 * @param same number of photos with the same best class
 * @param photos number of photos
 */
record Agreement(PeerKind peer, int same, int photos) {}
