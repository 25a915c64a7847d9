package io.github.snaplabel.image.hevc;

/**
 * A decoded picture. The stride of each plane is its width.
 *
 * @param width of the luma plane, after cropping to the conformance window
 * @param height of the luma plane, after cropping to the conformance window
 * @param y luma samples, 0 to 2^{@code lumaBitDepth} - 1
 * @param cb chroma samples, 0 to 2^{@code chromaBitDepth} - 1; empty if {@code chroma} is GRAY. A
 *     side with half the resolution is exactly half as long, because that of luma is even then.
 * @param cr like {@code cb}
 * @param fullRange whether black is 0; otherwise it is 16 at 8 bits per sample
 * @param matrixCoefficients how RGB was converted to YCbCr (Table E.5); 2 if unknown
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, read once: neither copied nor compared
public record YuvPlanes(
    int width,
    int height,
    ChromaFormat chroma,
    int lumaBitDepth,
    int chromaBitDepth,
    short[] y,
    short[] cb,
    short[] cr,
    boolean fullRange,
    int matrixCoefficients) {}
