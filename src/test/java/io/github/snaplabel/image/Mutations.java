package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.insert;
import static io.github.snaplabel.image.ByteEdits.join;
import static io.github.snaplabel.image.ByteEdits.remove;
import static io.github.snaplabel.image.ByteEdits.replace;
import static io.github.snaplabel.image.ByteEdits.set;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages files: changes bits and bytes, inserts, removes, and mixes them with others. */
class Mutations {
  private static final int SHORTEST = 40;
  private static final int[] VALUES = {0, 1, 2, 7, 0x11, 0x12, 0x21, 0x22, 0x7f, 0x80, 0xfe, 0xff};

  final RandomGenerator random;
  private final List<byte[]> seeds;

  /**
   * @param seeds files, which parts of others are taken from
   */
  Mutations(RandomGenerator random, List<byte[]> seeds) {
    this.random = random;
    this.seeds = seeds;
  }

  /** Returns a copy with one to three faults. */
  final byte[] mutant(byte[] file) {
    byte[] mutant = file;
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      mutant = mutant.length < SHORTEST ? mutant : mutate(mutant);
    }
    return mutant;
  }

  byte[] mutate(byte[] file) {
    // Half of the faults are near the start, where the header is.
    int reach = random.nextBoolean() ? file.length : Math.min(file.length, 100);
    int at = random.nextInt(2, reach);
    return switch (random.nextInt(7)) {
      case 0 -> flipBit(file, at);
      case 1, 2 -> set(file, at, value());
      case 3 -> insert(file, at, noise());
      case 4 -> cutOut(file, at);
      case 5 -> splice(file);
      default -> truncate(file);
    };
  }

  final byte[] flipBit(byte[] file, int at) {
    return set(file, at, file[at] ^ 1 << random.nextInt(8));
  }

  final byte[] cutOut(byte[] file, int from) {
    return remove(file, from, Math.min(file.length, from + random.nextInt(1, 40)));
  }

  /** Puts the rest of another file, or a part of it, into this one. */
  final byte[] splice(byte[] file) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    int from = random.nextInt(2, other.length);
    int to = random.nextBoolean() ? other.length : random.nextInt(from, other.length);
    int at = random.nextInt(2, file.length);
    int end = random.nextBoolean() ? file.length : random.nextInt(at, file.length);
    return replace(file, at, end, Arrays.copyOfRange(other, from, to));
  }

  /** Removes the end, and may replace it. */
  final byte[] truncate(byte[] file) {
    byte[] start = Arrays.copyOf(file, random.nextInt(SHORTEST / 2, file.length));
    return switch (random.nextInt(3)) {
      case 0 -> start;
      case 1 -> join(start, bytes(0xff, 0xd9));
      default -> join(start, new byte[random.nextInt(200)]);
    };
  }

  final byte[] noise() {
    byte[] noise = new byte[random.nextInt(1, 10)];
    random.nextBytes(noise);
    return noise;
  }

  final int value() {
    return random.nextBoolean() ? VALUES[random.nextInt(VALUES.length)] : random.nextInt(256);
  }
}
