package io.github.snaplabel.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntropyCodedSegmentTest {
  private static final int END_OF_IMAGE = 0xffd9;

  @Test
  void unstuffsABytePairAtTheEdgeOfTheWindow() {
    for (int before = EntropyCodedSegment.WINDOW_BYTES - 4;
        before < EntropyCodedSegment.WINDOW_BYTES + 4;
        before++) {
      byte[] file = file(data(before), bytes(0xff, 0), data(5000), bytes(0xff, 0xd9));

      byte[] expected = file(data(before), bytes(0xff), data(5000));
      assertThat(intervals(new ByteRange(file)))
          .as("%d bytes before", before)
          .containsExactly(expected);
    }
  }

  @Test
  void aMarkerAtTheEdgeOfTheWindowEndsAnInterval() {
    for (int before = EntropyCodedSegment.WINDOW_BYTES - 4;
        before < EntropyCodedSegment.WINDOW_BYTES + 4;
        before++) {
      byte[] file = file(data(before), bytes(0xff, 0xd0), data(5000), bytes(0xff, 0xd9));

      assertThat(intervals(new ByteRange(file)))
          .as("%d bytes before", before)
          .containsExactly(data(before), data(5000));
    }
  }

  @Test
  void unstuffsManyBytesAcrossManyWindows() {
    byte[] stuffed = new byte[500_000];
    byte[] expected = new byte[250_000];
    for (int i = 0; i < expected.length; i++) {
      stuffed[2 * i] = (byte) 0xff;
      expected[i] = (byte) 0xff;
    }

    assertThat(intervals(new ByteRange(file(stuffed, bytes(0xff, 0xd9)))))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1000, 70_000})
  void readsEachByteOnceHoweverShortTheIntervals(int length) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int markers = 0;
    while (content.size() < 500_000) {
      content.writeBytes(data(length));
      content.writeBytes(bytes(0xff, 0xd0 + markers++ % 8));
    }
    content.writeBytes(bytes(0xff, 0xd9));
    CountingByteRange file = new CountingByteRange(content.toByteArray());

    List<byte[]> intervals = intervals(file);

    assertThat(intervals).hasSize(markers + 1);
    assertThat(intervals.subList(0, markers))
        .allSatisfy(i -> assertThat(i).isEqualTo(data(length)));
    long readsOfMarkers = 2L * (markers + 1);
    assertThat(file.reads()).isEqualTo(file.length() + readsOfMarkers);
  }

  /** Reads all data as the decoder does: it fills the window before the last bytes are used. */
  private static List<byte[]> intervals(ByteRange file) {
    EntropyCodedSegment data = new EntropyCodedSegment(file, 0);
    List<byte[]> intervals = new ArrayList<>();
    int at = 0;
    while (true) {
      ByteArrayOutputStream interval = new ByteArrayOutputStream();
      while (!data.complete()) {
        int to = Math.max(at, data.end() - EntropyCodedSegment.SLACK);
        interval.write(data.window(), at, to - at);
        data.fill(to);
        at = 0;
      }
      interval.write(data.window(), at, data.end() - at);
      intervals.add(interval.toByteArray());
      if (data.marker() == END_OF_IMAGE) {
        return intervals;
      }
      at = data.skipMarker();
    }
  }

  /** Returns bytes that need no stuffing, and of which no two neighbors are the same. */
  private static byte[] data(int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (i % 251);
    }
    return data;
  }

  private static byte[] file(byte[]... parts) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      file.writeBytes(part);
    }
    return file.toByteArray();
  }

  private static byte[] bytes(int first, int second) {
    return new byte[] {(byte) first, (byte) second};
  }

  private static byte[] bytes(int only) {
    return new byte[] {(byte) only};
  }
}
