package io.github.snaplabel.bench;

/**
 * How often a peer sees the same class as the reference pipeline.
 *
 * @param peer that is compared
 * @param same photos with the same best class
 * @param photos that were labelled
 */
record Agreement(PeerKind peer, int same, int photos) {}
