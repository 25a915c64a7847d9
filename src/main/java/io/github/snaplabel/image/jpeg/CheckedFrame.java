package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frame header of a JPEG (ITU-T T.81, B.2.2), for {@link CompletenessCheck}.
 *
 * <p>Not thread-safe.
 */
final class CheckedFrame {
  private static final int BLOCK_SIDE = 8;

  private final boolean progressive;
  private final int width;
  private final int height;
  private final List<CheckedComponent> components;
  private final List<CheckedComponent> unread;

  private CheckedFrame(
      boolean progressive, int width, int height, List<CheckedComponent> components) {
    this.progressive = progressive;
    this.width = width;
    this.height = height;
    this.components = components;
    this.unread = new ArrayList<>(components);
  }

  /** Parses the header; empty if it is damaged. */
  static Optional<CheckedFrame> parse(ByteRange segment, boolean progressive) {
    int height = segment.u16(1);
    int width = segment.u16(3);
    int count = segment.u8(5);
    if (count < 1 || segment.length() != 6 + 3 * count || width < 1 || height < 1) {
      return Optional.empty();
    }
    List<CheckedComponent> components = new ArrayList<>();
    for (int at = 6; at < segment.length(); at += 3) {
      int sampling = segment.u8(at + 1);
      components.add(new CheckedComponent(segment.u8(at), sampling >> 4, sampling & 15));
    }
    CheckedFrame frame = new CheckedFrame(progressive, width, height, components);
    if (progressive) {
      components.forEach(component -> component.allocateBlocks(frame.mcus(List.of(component))));
    }
    return Optional.of(frame);
  }

  boolean progressive() {
    return progressive;
  }

  /**
   * Returns the first component with an id that a scan has not selected yet; null if there is none.
   */
  @Nullable CheckedComponent select(int id, List<CheckedComponent> selected) {
    return components.stream()
        .filter(component -> component.id() == id)
        .filter(component -> !selected.contains(component))
        .findFirst()
        .orElse(null);
  }

  /** Returns the number of MCUs of a scan; those of a single component are its blocks. */
  int mcus(List<CheckedComponent> selected) {
    int maxAcross = components.stream().mapToInt(CheckedComponent::across).max().orElse(1);
    int maxDown = components.stream().mapToInt(CheckedComponent::down).max().orElse(1);
    // Several components are interleaved, with as many blocks as their sampling factors say.
    CheckedComponent only = selected.getFirst();
    int across = selected.size() == 1 ? only.across() : 1;
    int down = selected.size() == 1 ? only.down() : 1;
    return Math.ceilDiv(width * across, BLOCK_SIDE * maxAcross)
        * Math.ceilDiv(height * down, BLOCK_SIDE * maxDown);
  }

  void markRead(List<CheckedComponent> selected) {
    unread.removeAll(selected);
  }

  /** Returns whether no scan needs to follow: the image is sequential and all scans were read. */
  boolean isFinished() {
    return !progressive && unread.isEmpty();
  }
}
