package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.insert;
import static io.github.snaplabel.image.ByteEdits.remove;
import static io.github.snaplabel.image.ByteEdits.set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages JPEGs where it matters: in their segments, lengths, tables, markers and data. */
final class JpegMutations extends Mutations {
  private static final int START_OF_SCAN = 0xda;
  private static final int[] MARKERS = {
    0x00, 0x01, 0x02, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc8, 0xc9, 0xcc, 0xd0, 0xd1, 0xd3, 0xd7, 0xd8,
    0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xe0, 0xe1, 0xee, 0xf0, 0xfe, 0xff
  };

  /**
   * A segment in front of the data of a scan.
   *
   * @param start offset of its marker
   * @param end offset behind it
   */
  private record Segment(int marker, int start, int end) {}

  /**
   * @param seeds JPEGs, which parts of others are taken from
   */
  JpegMutations(RandomGenerator random, List<byte[]> seeds) {
    super(random, seeds);
  }

  @Override
  byte[] mutate(byte[] jpeg) {
    return switch (random.nextInt(16)) {
      case 0 -> flipBit(jpeg, random.nextInt(2, jpeg.length));
      case 1 -> flipBit(jpeg, dataOffset(jpeg));
      case 2 -> set(jpeg, dataOffset(jpeg), value());
      case 3 -> insert(jpeg, dataOffset(jpeg), noise());
      case 4 -> insert(jpeg, dataOffset(jpeg), bytes(0xff, marker()));
      case 5 -> cutOut(jpeg, dataOffset(jpeg));
      case 6 -> cutOut(jpeg, random.nextInt(2, jpeg.length));
      case 7 -> splice(jpeg);
      case 8 -> truncate(jpeg);
      case 9 -> changeRestart(jpeg);
      default -> mutateSegment(jpeg, segment(jpeg));
    };
  }

  private byte[] mutateSegment(byte[] jpeg, Segment segment) {
    int content = Math.min(segment.start() + 4, jpeg.length - 1);
    int inside = content + random.nextInt(Math.max(1, segment.end() - content));
    byte[] copy = Arrays.copyOfRange(jpeg, segment.start(), segment.end());
    return switch (random.nextInt(9)) {
      case 0 -> set(jpeg, segment.start() + 1, marker());
      case 1 -> set(jpeg, segment.start() + 2 + random.nextInt(2), value());
      case 2 -> set(jpeg, segment.start() + 3, jpeg[segment.start() + 3] + random.nextInt(-2, 3));
      case 3 -> remove(jpeg, segment.start(), segment.end());
      case 4 -> insert(jpeg, segment(jpeg).start(), copy);
      case 5 -> insert(jpeg, segment.start(), noise());
      case 6 -> insert(jpeg, segment.start(), bytes(0xff, 0xdd, 0, 4, 0, random.nextInt(9)));
      case 7 -> raiseFactors(jpeg);
      default -> set(jpeg, Math.min(inside, jpeg.length - 1), value());
    };
  }

  /** Multiplies the coefficients of an image, beyond what an encoder writes. */
  private byte[] raiseFactors(byte[] jpeg) {
    byte[] raised = jpeg.clone();
    for (Segment segment : segments(jpeg)) {
      if (segment.marker() == 0xdb) {
        int from = Math.min(segment.start() + 5, segment.end());
        Arrays.fill(raised, from, segment.end(), (byte) random.nextInt(1, 256));
      }
    }
    return raised;
  }

  private byte[] changeRestart(byte[] jpeg) {
    List<Integer> markers = new ArrayList<>();
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i - 1] == (byte) 0xff && (jpeg[i] & 0xf8) == 0xd0) {
        markers.add(i);
      }
    }
    if (markers.isEmpty()) {
      return insert(jpeg, dataOffset(jpeg), bytes(0xff, 0xd0 + random.nextInt(8)));
    }
    int at = markers.get(random.nextInt(markers.size()));
    return switch (random.nextInt(4)) {
      case 0 -> set(jpeg, at, 0xd0 + random.nextInt(8));
      case 1 -> remove(jpeg, at - 1, at + 1);
      case 2 -> insert(jpeg, at - 1, noise());
      default -> insert(jpeg, at - 1, bytes(0xff, 0xd0 + random.nextInt(8)));
    };
  }

  private int marker() {
    return MARKERS[random.nextInt(MARKERS.length)];
  }

  /** Returns an offset in the data of the first scan, or near the end. */
  private int dataOffset(byte[] jpeg) {
    int from = Math.min(segments(jpeg).getLast().end(), jpeg.length - 1);
    return random.nextInt(from, jpeg.length);
  }

  private Segment segment(byte[] jpeg) {
    List<Segment> segments = segments(jpeg);
    return segments.get(random.nextInt(segments.size()));
  }

  /** Returns the segments up to the first scan; at least one. */
  private static List<Segment> segments(byte[] jpeg) {
    List<Segment> segments = new ArrayList<>();
    int at = 2;
    while (at + 4 < jpeg.length && jpeg[at] == (byte) 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
      int end = Math.min(jpeg.length, at + 2 + length);
      segments.add(new Segment(marker, at, Math.max(end, at + 4)));
      at = Math.max(end, at + 4);
      if (marker == START_OF_SCAN) {
        break;
      }
    }
    return segments.isEmpty() ? List.of(new Segment(0, 2, 10)) : segments;
  }
}
