package io.github.snaplabel.image.hevc;

/**
 * A slice segment: its header and where its data starts.
 *
 * @param address of the first coding tree block in raster scan
 * @param data the payload of the NAL unit
 * @param dataOffset of {@code slice_segment_data()} in the payload
 */
@SuppressWarnings("ArrayRecordComponent") // read once: neither copied nor compared
record SliceSegment(
    PictureParameterSet pps,
    boolean first,
    boolean dependent,
    int address,
    SliceHeader header,
    byte[] data,
    int dataOffset) {}
