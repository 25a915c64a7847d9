package io.github.snaplabel.bench;

import org.jspecify.annotations.Nullable;

/**
 * Figures of a peer that do not depend on the image; medians.
 *
 * @param peer the measured peer
 * @param picturesPerSecond throughput for images of 500x375 on all cores
 * @param startMs start of the process to the labels of a 12-megapixel photo
 * @param peakMb peak resident memory of that process, in units of 10^6 bytes; null if unknown
 */
record PeerRow(PeerKind peer, double picturesPerSecond, double startMs, @Nullable Double peakMb) {}
