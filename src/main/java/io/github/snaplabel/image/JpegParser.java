package io.github.snaplabel.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the segments of one JPEG, up to its first scan or, if it has several, to its end.
 *
 * <p>Not thread-safe.
 */
final class JpegParser {
  private static final int FIRST_KNOWN_MARKER = 0xc0;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int NUMBER_OF_LINES = 0xdc;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;

  /** The end of the header of a sequential scan: the selected coefficients, and all their bits. */
  private static final byte[] ALL_COEFFICIENTS = {0, 63, 0};

  private static final Bytes START_OF_IMAGE = new Bytes(new byte[] {(byte) 0xff, (byte) 0xd8});
  private static final String EXIF = "Exif\0\0";

  private final Bytes bytes;
  private final FileParts parts;
  private final JpegColors colors = new JpegColors();
  private int at = 2;
  private @Nullable Bytes exif;
  private @Nullable JpegFrame frame;
  private @Nullable JpegScans scans;

  private JpegParser(Bytes bytes) {
    this.bytes = bytes;
    this.parts = new FileParts(bytes);
  }

  static JpegFile parse(Bytes bytes) throws ImageException {
    return new JpegParser(bytes).parse();
  }

  private JpegFile parse() throws ImageException {
    while (true) {
      int marker = nextMarker();
      int start = at - 2;
      if (marker < FIRST_KNOWN_MARKER) {
        // libjpeg skips these within the data of a scan, so they could hide further scans.
        throw new CorruptImageException("The JPEG has an unknown marker, 0x%02x".formatted(marker));
      }
      if (marker == END_OF_IMAGE) {
        if (frame == null || scans == null || scans.count() == 0) {
          throw new CorruptImageException("The JPEG contains no image");
        }
        return file(frame, scans, true);
      }
      int length = bytes.u16be(at);
      if (isIgnored(marker)) {
        // libjpeg treats a length below 2, which counts the length field, as an empty segment.
        Bytes segment = bytes.from(at + 2L, Math.max(0, length - 2L));
        at += Math.max(2, length);
        readApplicationSegment(marker, segment);
        continue;
      }
      if (length < 2) {
        throw new CorruptImageException("The JPEG has a segment of %d bytes".formatted(length));
      }
      Bytes segment = bytes.range(at + 2L, length - 2L);
      at += length;
      if (marker == START_OF_SCAN) {
        if (frame == null || scans == null) {
          throw new CorruptImageException("The JPEG has a scan before its frame header");
        }
        if (parseScan(frame, scans, start, segment)) {
          return file(frame, scans, false);
        }
        continue;
      }
      parts.add(start, at);
      if (isStartOfFrame(marker)) {
        if (frame != null) {
          // libjpeg allocates memory for the first one: the limits must apply to the same one.
          throw new CorruptImageException("The JPEG has two frame headers");
        }
        frame = JpegFrame.parse(marker, segment);
        scans = new JpegScans(frame);
      }
    }
  }

  private boolean hasScans() {
    return scans != null && scans.count() > 0;
  }

  private JpegFile file(JpegFrame frame, JpegScans scans, boolean buffered) throws ImageException {
    if (scans.missingComponents() > 0) {
      throw new CorruptImageException(
          "The JPEG is truncated: %d of its %d color components are missing"
              .formatted(scans.missingComponents(), frame.components().size()));
    }
    frame.checkWork(scans.blocks(), bytes.length());
    int orientation = exif == null ? ExifOrientation.UPRIGHT : ExifOrientation.read(exif);
    ImageHeader header =
        new ImageHeader(ImageFormat.JPEG, frame.width(), frame.height(), orientation);
    parts.add(new byte[] {(byte) 0xff, (byte) END_OF_IMAGE});
    List<Bytes> stream = new ArrayList<>(List.of(START_OF_IMAGE, colors.segment(frame)));
    stream.addAll(parts.all());
    return new JpegFile(header, bytes, stream, buffered, frame.arithmetic());
  }

  /**
   * Accepts the end of the file in place of an end marker, after a scan whose data may turn out to
   * be complete. Arithmetic-coded data does not show where it ends. If later scans are missing, all
   * rows exist but lack details.
   */
  private int endOfFile() throws CorruptImageException {
    if (frame == null || frame.arithmetic() || scans == null || !scans.hasAllDetails()) {
      throw new CorruptImageException(
          "The JPEG is truncated: its %d bytes have no end marker".formatted(bytes.length()));
    }
    return END_OF_IMAGE;
  }

  private void requireEnd() throws CorruptImageException {
    int next = 0;
    for (int i = bytes.length() - 1; i >= at; i--) {
      int current = bytes.u8(i);
      if (current == 0xff && next == END_OF_IMAGE) {
        return;
      }
      next = current;
    }
    endOfFile();
  }

  /** Returns the next marker that has a segment, or the end marker, and skips past it. */
  private int nextMarker() throws CorruptImageException {
    while (!hasScans() || at < bytes.length() - 1) {
      if (bytes.u8(at++) == 0xff) {
        while (bytes.u8(at) == 0xff) {
          at++;
        }
        int marker = bytes.u8(at++);
        if (marker != 0 && !isRestart(marker) && marker != 0x01) {
          return marker;
        }
      }
    }
    return endOfFile();
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  /** Returns whether a segment has no effect on the pixels, apart from {@link JpegColors}. */
  private static boolean isIgnored(int marker) {
    return (marker >= APP0 && marker <= APP15) || marker == COMMENT || marker == NUMBER_OF_LINES;
  }

  /** Returns whether a frame header follows; 0xc4, 0xc8 and 0xcc are other segments. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Reads segments before the first scan; the first EXIF counts, as in Pillow and browsers. */
  private void readApplicationSegment(int marker, Bytes segment) throws CorruptImageException {
    if (hasScans()) {
      return;
    }
    if (marker == APP0) {
      colors.readApp0(segment);
    } else if (marker == APP14) {
      colors.readApp14(segment);
    } else if (marker == APP1 && exif == null && segment.has(0, EXIF)) {
      exif = segment.from(EXIF.length(), segment.length());
    }
  }

  /**
   * Parses a scan.
   *
   * @param start offset of its marker
   * @return whether this is the only scan
   */
  private boolean parseScan(JpegFrame frame, JpegScans scans, int start, Bytes header)
      throws ImageException {
    boolean only = scans.add(header);
    int data = at;
    if (!only) {
      skipScanData();
    } else {
      if (frame.arithmetic()) {
        requireEnd();
      }
      at = bytes.length();
    }
    if (frame.progressive()) {
      parts.add(start, at);
    } else {
      // Some cameras leave these bytes at zero: they mean nothing in a sequential scan.
      parts.add(start, data - ALL_COEFFICIENTS.length);
      parts.add(ALL_COEFFICIENTS);
      parts.add(data, at);
    }
    return only;
  }

  /** Skips the data of a scan, which includes restart markers and 0xff00, an escaped 0xff. */
  private void skipScanData() throws CorruptImageException {
    while (at < bytes.length() - 1) {
      if (bytes.u8(at) == 0xff) {
        int next = bytes.u8(at + 1);
        if (next != 0 && next != 0xff && !isRestart(next)) {
          return;
        }
      }
      at++;
    }
    at = bytes.length();
  }
}
