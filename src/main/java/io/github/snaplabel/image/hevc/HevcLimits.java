package io.github.snaplabel.image.hevc;

/**
 * Limits of a picture, checked before memory is allocated for it.
 *
 * @param maxSamples largest number of luma samples (width times height of the coded picture, which
 *     is up to 63 larger on either side than what remains after cropping); each needs up to 13
 *     bytes while the picture is decoded
 */
public record HevcLimits(long maxSamples) {}
