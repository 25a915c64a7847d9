package io.github.snaplabel.bench;

/**
 * Figures of a peer that do not depend on the image; medians.
 *
 * @param peer the measured peer
 * @param picturesPerSecond throughput for images of 500x375 on all its processors
 */
record PeerRow(PeerKind peer, double picturesPerSecond) {}
