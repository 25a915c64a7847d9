package io.github.snaplabel.image;

import org.jspecify.annotations.Nullable;

/** Walks along the markers of one JPEG, up to its first scan or, if it has several, to its end. */
final class JpegParser {
  /**
   * Encoders write 6 to 18 scans. Each one visits all blocks of the picture again, however few
   * bytes it has: up to 0.2 s at the default limit of pixels, so that thousands would take minutes.
   */
  private static final int MAX_SCANS = 50;

  private static final int FIRST_KNOWN = 0xc0;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP1 = 0xe1;
  private static final String EXIF = "Exif\0\0";

  private final Bytes bytes;
  private int at = 2;
  private int oddities;
  private int orientation = ExifOrientation.UPRIGHT;
  private long blocks;
  private @Nullable JpegFrame frame;

  JpegParser(Bytes bytes) {
    this.bytes = bytes;
  }

  JpegFile parse() throws ImageException {
    int scans = 0;
    boolean buffered = false;
    while (true) {
      int marker = nextMarker();
      if (marker < FIRST_KNOWN) {
        // Behind one of these, which libjpeg drops from a scan's data, more scans could hide.
        throw new CorruptImageException("The JPEG has an unknown marker, 0x%02x".formatted(marker));
      }
      if (marker == END_OF_IMAGE) {
        if (frame == null || scans == 0) {
          throw new CorruptImageException("The JPEG has no picture in it");
        }
        return file(frame, true);
      }
      int length = bytes.u16be(at);
      Bytes segment = bytes.from(at + 2L, length - 2L);
      at += length;
      if (isStartOfFrame(marker)) {
        if (frame != null) {
          // The limits have to be checked against the first one, which libjpeg makes room for.
          throw new CorruptImageException("The JPEG has two frame headers");
        }
        frame = JpegFrame.read(marker, segment);
      } else if (marker == APP1 && segment.has(0, EXIF)) {
        orientation = ExifOrientation.read(segment.from(EXIF.length(), segment.length()));
      } else if (marker == START_OF_SCAN) {
        if (frame == null) {
          throw new CorruptImageException("The JPEG has a scan before its frame header");
        }
        scans++;
        buffered |= readScan(frame, segment);
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
    return new JpegFile(header, bytes, buffered, oddities);
  }

  /** Goes behind the next marker that has a segment, or that ends the picture. */
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
        // libjpeg warns once of any number of bytes that stand between two segments.
        oddities += skipped > 0 ? 1 : 0;
        return marker;
      }
    }
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  /** 0xc4, 0xc8 and 0xcc lie among the frames and hold tables. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Returns whether more scans follow: the picture is progressive, or not interleaved. */
  private boolean readScan(JpegFrame frame, Bytes segment) throws CorruptImageException {
    int inScan = segment.u8(0);
    int selection = 1 + 2 * inScan;
    boolean whole =
        segment.u8(selection) == 0
            && segment.u8(selection + 1) == 63
            && segment.u8(selection + 2) == 0;
    if (!frame.progressive() && !whole) {
      // Some cameras leave these three bytes at zero; libjpeg warns, and decodes it all the same.
      oddities++;
    }
    blocks += frame.blocksOf(segment);
    return frame.progressive() || inScan < frame.components().size();
  }

  /** A file without an end was cut off: said here, it costs no decoding. */
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
        "The JPEG is cut off: its %d bytes have no end marker".formatted(bytes.length()));
  }

  /** Goes to the marker behind a scan; 0xff00 is an escaped 0xff, and restarts are part of it. */
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
