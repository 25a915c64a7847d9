package io.github.snaplabel.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Encodes one scan of a {@link ProgressiveJpegWriter}. */
final class ProgressiveScanWriter {
  private final ProgressiveJpegWriter.Scan scan;
  private final List<ProgressiveJpegWriter.ProgressiveComponent> components;
  private final int restartInterval;
  private final boolean longCodes;
  private final SplittableRandom random;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int[] predictions;
  private int buffer;
  private int buffered;
  private int endedBlocks;

  /** Bits of known coefficients that follow the code for the ended blocks. */
  private StringBuilder corrections = new StringBuilder();

  ProgressiveScanWriter(
      ProgressiveJpegWriter.Scan scan,
      List<ProgressiveJpegWriter.ProgressiveComponent> components,
      int restartInterval,
      boolean longCodes,
      SplittableRandom random) {
    this.scan = scan;
    this.components = components;
    this.restartInterval = restartInterval;
    this.longCodes = longCodes;
    this.random = random;
    this.predictions = new int[components.size()];
  }

  /** Returns the data of a scan of so many MCUs. */
  byte[] write(int rows, int columns) {
    for (int mcu = 0; mcu < rows * columns; mcu++) {
      if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0) {
        flush();
        bytes.writeBytes(ByteEdits.bytes(0xff, 0xd0 + (mcu / restartInterval - 1) % 8));
        Arrays.fill(predictions, 0);
      }
      writeMcu(mcu / columns, mcu % columns);
    }
    flush();
    return bytes.toByteArray();
  }

  private void writeMcu(int row, int column) {
    for (int i = 0; i < components.size(); i++) {
      ProgressiveJpegWriter.ProgressiveComponent component = components.get(i);
      int side = components.size() == 1 ? 1 : component.blocksPerMcuSide();
      for (int j = 0; j < side * side; j++) {
        int y = row * side + j / side;
        int x = column * side + j % side;
        writeBlock(i, component.coefficients().get(y * component.stride() + x));
      }
    }
  }

  private void writeBlock(int component, int[] block) {
    if (scan.first() > 0) {
      if (scan.high() == 0) {
        writeBand(block);
      } else {
        refineBand(block);
      }
    } else if (scan.high() > 0) {
      put(block[0] >> scan.low() & 1, 1);
    } else {
      int value = block[0] >> scan.low();
      int difference = value - predictions[component];
      predictions[component] = value;
      int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
      put(size, 5);
      putValue(difference, size);
    }
  }

  private void writeBand(int[] block) {
    int zeros = 0;
    for (int k = scan.first(); k <= scan.last(); k++) {
      int magnitude = Math.abs(block[k]) >> scan.low();
      if (magnitude == 0) {
        zeros++;
        continue;
      }
      endBlocks();
      for (; zeros > 15; zeros -= 16) {
        putSymbol(0xf0);
      }
      int size = Integer.SIZE - Integer.numberOfLeadingZeros(magnitude);
      putSymbol(zeros << 4 | size);
      putValue(block[k] < 0 ? -magnitude : magnitude, size);
      zeros = 0;
    }
    if (zeros > 0) {
      endBlock();
    }
  }

  private void refineBand(int[] block) {
    int lastNew = 0;
    for (int k = scan.first(); k <= scan.last(); k++) {
      lastNew = Math.abs(block[k]) >> scan.low() == 1 ? k : lastNew;
    }
    int zeros = 0;
    StringBuilder passed = new StringBuilder();
    for (int k = scan.first(); k <= scan.last(); k++) {
      int magnitude = Math.abs(block[k]) >> scan.low();
      if (magnitude == 0) {
        zeros++;
        continue;
      }
      for (; zeros > 15 && k <= lastNew; zeros -= 16) {
        endBlocks();
        putSymbol(0xf0);
        putAll(passed);
        passed = new StringBuilder();
      }
      if (magnitude > 1) {
        passed.append(magnitude & 1);
        continue;
      }
      endBlocks();
      putSymbol(zeros << 4 | 1);
      put(block[k] < 0 ? 0 : 1, 1);
      putAll(passed);
      passed = new StringBuilder();
      zeros = 0;
    }
    if (zeros > 0 || !passed.isEmpty()) {
      corrections.append(passed);
      endBlock();
    }
  }

  private void endBlock() {
    endedBlocks++;
    if (endedBlocks == 0x7fff || random.nextInt(20) == 0) {
      endBlocks();
    }
  }

  private void endBlocks() {
    if (endedBlocks > 0) {
      int size = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(endedBlocks);
      putSymbol(size << 4);
      put(endedBlocks, size);
      endedBlocks = 0;
      putAll(corrections);
      corrections = new StringBuilder();
    }
  }

  private void putAll(StringBuilder bits) {
    bits.chars().forEach(bit -> put(bit - '0', 1));
  }

  private void putValue(int value, int size) {
    put(value < 0 ? value - 1 : value, size);
  }

  private void putSymbol(int symbol) {
    if (!longCodes) {
      put(symbol < 254 ? symbol : 0x1fc + symbol - 254, symbol < 254 ? 8 : 9);
    } else if (symbol < 10) {
      // 00, 010, 0110, ...: a zero, ones, and a zero.
      put((1 << (symbol + 1)) - 2, symbol + 2);
    } else {
      put(0x7fe0 + symbol - 10, 16);
    }
  }

  private void put(int value, int bits) {
    for (int i = bits - 1; i >= 0; i--) {
      buffer = buffer << 1 | (value >> i & 1);
      if (++buffered == 8) {
        bytes.write(buffer);
        if ((buffer & 0xff) == 0xff) {
          bytes.write(0);
        }
        buffered = 0;
      }
    }
  }

  /** Ends the data with ones, up to a whole byte. */
  private void flush() {
    endBlocks();
    while (buffered != 0) {
      put(1, 1);
    }
  }
}
