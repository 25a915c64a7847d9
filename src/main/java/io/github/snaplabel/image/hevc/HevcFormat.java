package io.github.snaplabel.image.hevc;

/**
 * What the parameter sets say about a picture.
 *
 * @param width in pixels, after cropping to the conformance window
 * @param height in pixels, after cropping to the conformance window
 * @param fullRange whether black is 0; otherwise it is 16 at 8 bits per sample
 * @param matrixCoefficients how RGB was converted to YCbCr (Table E.5); 2 if unknown
 */
public record HevcFormat(
    int width,
    int height,
    ChromaFormat chroma,
    int lumaBitDepth,
    int chromaBitDepth,
    boolean fullRange,
    int matrixCoefficients) {}
