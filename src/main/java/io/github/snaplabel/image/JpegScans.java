package io.github.snaplabel.image;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Keeps track of what the scans of a JPEG contain.
 *
 * <p>Not thread-safe.
 */
final class JpegScans {
  /**
   * Encoders write 6 to 18 scans. A decoder visits all blocks in each of them, however few bytes it
   * has: that takes up to 0.2 s at the default limit of pixels, so that thousands of scans would
   * take minutes.
   */
  private static final int MAX_SCANS = 50;

  private static final int LAST_COEFFICIENT = 63;

  /** One bit for each coefficient of a block. */
  private static final long ALL = -1;

  private final JpegFrame frame;

  /** The components that have no scan of their DC coefficients, not even of their highest bits. */
  private final Set<JpegFrame.FrameComponent> absent =
      Collections.newSetFromMap(new IdentityHashMap<>());

  /** The coefficients of each component that no scan has completed, one bit for each. */
  private final IdentityHashMap<JpegFrame.FrameComponent, Long> missing = new IdentityHashMap<>();

  private long blocks;
  private int count;

  JpegScans(JpegFrame frame) {
    this.frame = frame;
    absent.addAll(frame.components());
    frame.components().forEach(component -> missing.put(component, ALL));
  }

  int count() {
    return count;
  }

  /** Returns how many blocks a decoder visits in all scans. */
  long blocks() {
    return blocks;
  }

  /**
   * Adds a scan.
   *
   * @param header of the scan (T.81, B.2.3)
   * @return whether this is the only scan: the image is neither progressive nor non-interleaved
   * @throws UnsupportedImageException if there are far more scans than encoders write
   */
  boolean add(Bytes header) throws ImageException {
    int selected = header.u8(0);
    int selection = 1 + 2 * selected;
    int first = header.u8(selection);
    int last = header.u8(selection + 1);
    boolean lastBit = (header.u8(selection + 2) & 15) == 0;
    for (JpegFrame.FrameComponent component : frame.componentsOf(header)) {
      blocks += component.blocks();
      if (first == 0 || !frame.progressive()) {
        absent.remove(component);
      }
      if (!frame.progressive()) {
        missing.put(component, 0L);
      } else if (lastBit) {
        int behind = LAST_COEFFICIENT - Math.min(LAST_COEFFICIENT, last);
        long band = (ALL << first) & (ALL >>> behind);
        missing.merge(component, ~band, (left, others) -> left & others);
      }
    }
    count++;
    if (count > MAX_SCANS) {
      throw new UnsupportedImageException(
          "A JPEG of more than %d scans is not decoded: it would take too long"
              .formatted(MAX_SCANS));
    }
    return count == 1 && !frame.progressive() && selected == frame.components().size();
  }

  /** Returns how many components have no scan of their DC coefficients. */
  int missingComponents() {
    return absent.size();
  }

  /** Returns whether all components have all coefficients, with all their bits. */
  boolean hasAllDetails() {
    return missing.values().stream().allMatch(bits -> bits == 0);
  }
}
