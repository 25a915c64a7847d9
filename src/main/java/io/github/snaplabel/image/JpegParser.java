package io.github.snaplabel.image;

import org.jspecify.annotations.Nullable;

/**
 * Parses the segments of one JPEG, up to its first scan or, if it has several, to its end.
 *
 * <p>Not thread-safe.
 */
final class JpegParser {
  /**
   * Encoders write 6 to 18 scans. A decoder visits all blocks in each of them, however few bytes it
   * has: that takes up to 0.2 s at the default limit of pixels, so that thousands of scans would
   * take minutes.
   */
  private static final int MAX_SCANS = 50;

  private static final int FIRST_KNOWN_MARKER = 0xc0;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP1 = 0xe1;
  private static final String EXIF = "Exif\0\0";

  private final Bytes bytes;
  private int at = 2;
  private int expectedWarnings;
  private int orientation = ExifOrientation.UPRIGHT;
  private long blocks;
  private @Nullable JpegFrame frame;

  private JpegParser(Bytes bytes) {
    this.bytes = bytes;
  }

  static JpegFile parse(Bytes bytes) throws ImageException {
    return new JpegParser(bytes).parse();
  }

  private JpegFile parse() throws ImageException {
    int scans = 0;
    boolean buffered = false;
    while (true) {
      int marker = nextMarker();
      if (marker < FIRST_KNOWN_MARKER) {
        // libjpeg skips these within the data of a scan, so that they could hide further scans.
        throw new CorruptImageException("The JPEG has an unknown marker, 0x%02x".formatted(marker));
      }
      if (marker == END_OF_IMAGE) {
        if (frame == null || scans == 0) {
          throw new CorruptImageException("The JPEG contains no image");
        }
        return file(frame, true);
      }
      int length = bytes.u16be(at);
      Bytes segment = bytes.from(at + 2L, length - 2L);
      at += length;
      if (isStartOfFrame(marker)) {
        if (frame != null) {
          // libjpeg allocates memory for the first one: the limits must apply to the same one.
          throw new CorruptImageException("The JPEG has two frame headers");
        }
        frame = JpegFrame.parse(marker, segment);
      } else if (marker == APP1 && segment.has(0, EXIF)) {
        orientation = ExifOrientation.read(segment.from(EXIF.length(), segment.length()));
      } else if (marker == START_OF_SCAN) {
        if (frame == null) {
          throw new CorruptImageException("The JPEG has a scan before its frame header");
        }
        scans++;
        buffered |= parseScan(frame, segment);
        if (!buffered) {
          requireEnd();
          return file(frame, false);
        }
        if (scans > MAX_SCANS) {
          throw new UnsupportedImageException(
              "A JPEG of more than %d scans is not decoded: it would take too long"
                  .formatted(MAX_SCANS));
        }
        skipScanData();
      }
    }
  }

  private JpegFile file(JpegFrame frame, boolean buffered) throws ImageException {
    frame.checkWork(blocks, bytes.length());
    ImageHeader header =
        new ImageHeader(ImageFormat.JPEG, frame.width(), frame.height(), orientation);
    return new JpegFile(header, bytes, buffered, expectedWarnings);
  }

  /** Skips to the segment of the next marker that has one, or behind the end marker. */
  private int nextMarker() throws CorruptImageException {
    int skipped = 0;
    while (true) {
      if (bytes.u8(at++) != 0xff) {
        skipped++;
        continue;
      }
      while (bytes.u8(at) == 0xff) {
        at++;
      }
      int marker = bytes.u8(at++);
      if (marker == 0) {
        skipped++;
      } else if (!isRestart(marker) && marker != 0x01) {
        // libjpeg warns once about any number of bytes between two segments.
        expectedWarnings += skipped > 0 ? 1 : 0;
        return marker;
      }
    }
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  /** Returns whether a frame header follows; 0xc4, 0xc8 and 0xcc are other segments. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Returns whether more scans follow: the image is progressive or not interleaved. */
  private boolean parseScan(JpegFrame frame, Bytes segment) throws CorruptImageException {
    int componentsInScan = segment.u8(0);
    int selection = 1 + 2 * componentsInScan;
    boolean fullSelection =
        segment.u8(selection) == 0
            && segment.u8(selection + 1) == 63
            && segment.u8(selection + 2) == 0;
    if (!frame.progressive() && !fullSelection) {
      // Some cameras leave these three bytes at zero; libjpeg warns but decodes the image.
      expectedWarnings++;
    }
    blocks += frame.blocksOf(segment);
    return frame.progressive() || componentsInScan < frame.components().size();
  }

  /** Rejects a file without an end marker, which is truncated, before it is decoded. */
  private void requireEnd() throws CorruptImageException {
    int next = 0;
    for (int i = bytes.length() - 1; i >= at; i--) {
      int current = bytes.u8(i);
      if (current == 0xff && next == END_OF_IMAGE) {
        return;
      }
      next = current;
    }
    throw new CorruptImageException(
        "The JPEG is truncated: its %d bytes have no end marker".formatted(bytes.length()));
  }

  /** Skips the data of a scan, in which 0xff00 is an escaped 0xff, and the restart markers. */
  private void skipScanData() throws CorruptImageException {
    while (true) {
      if (bytes.u8(at) == 0xff) {
        int next = bytes.u8(at + 1);
        if (next != 0 && next != 0xff && !isRestart(next)) {
          return;
        }
      }
      at++;
    }
  }
}
