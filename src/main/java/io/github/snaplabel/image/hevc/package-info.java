/**
 * Decodes intra-coded HEVC pictures (ITU-T H.265), from NAL units to planes of samples. Names and
 * clause numbers are those of H.265 (08/2021).
 */
@NullMarked
package io.github.snaplabel.image.hevc;

import org.jspecify.annotations.NullMarked;
