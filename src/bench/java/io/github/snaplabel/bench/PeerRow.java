package io.github.snaplabel.bench;

import org.jspecify.annotations.Nullable;

/**
 * What does not depend on the picture: medians.
 *
 * @param peer whose figures these are
 * @param picturesPerSecond of 500x375, with all processors
 * @param startMs from the start of the process to the labels of a 12-megapixel photo
 * @param peakMb most memory that was resident in that process, in units of 10^6 bytes; null where
 *     the system does not tell
 */
record PeerRow(PeerKind peer, double picturesPerSecond, double startMs, @Nullable Double peakMb) {}
