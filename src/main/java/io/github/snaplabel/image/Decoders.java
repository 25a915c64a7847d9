package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;

/**
 * The decoders that the image formats choose from.
 *
 * @param leptonica native code
 * @param jpegs which decoder JPEGs are for
 */
record Decoders(Leptonica leptonica, JpegDecoding jpegs) {}
