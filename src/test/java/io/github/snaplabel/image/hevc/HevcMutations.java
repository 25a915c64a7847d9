package io.github.snaplabel.image.hevc;

import static io.github.snaplabel.image.ByteEdits.insert;
import static io.github.snaplabel.image.ByteEdits.remove;
import static io.github.snaplabel.image.ByteEdits.set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages streams: their headers, their data, and the order of their units. */
final class HevcMutations {
  /** Most fields that matter are in the first bytes of a unit. */
  private static final int HEADER = 24;

  private final RandomGenerator random;
  private final List<HevcStream> seeds;

  HevcMutations(RandomGenerator random, List<HevcStream> seeds) {
    this.random = random;
    this.seeds = seeds;
  }

  /** Returns a copy of a stream with one to three faults. */
  HevcStream mutant() {
    HevcStream seed = any(seeds);
    List<byte[]> sets = new ArrayList<>(seed.parameterSets());
    List<byte[]> units = new ArrayList<>(seed.pictureUnits());
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      mutate(random.nextInt(3) == 0 ? sets : units);
    }
    return new HevcStream(sets, units);
  }

  private void mutate(List<byte[]> units) {
    if (units.isEmpty()) {
      return;
    }
    int index = random.nextInt(units.size());
    byte[] unit = units.get(index);
    switch (random.nextInt(40)) {
      case 0 -> units.remove(index);
      case 1 -> units.add(index, any(units));
      case 2 -> units.set(index, any(any(seeds).pictureUnits()));
      case 3 -> units.set(index, any(any(seeds).parameterSets()));
      default -> units.set(index, mutate(unit));
    }
  }

  private byte[] mutate(byte[] unit) {
    if (unit.length < 4) {
      return unit;
    }
    int reach = random.nextBoolean() ? unit.length : Math.min(HEADER, unit.length);
    int at = random.nextInt(reach);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> set(unit, at, unit[at] ^ 1 << random.nextInt(8));
      case 4, 5 -> set(unit, at, random.nextInt(256));
      case 6 -> insert(unit, at, new byte[random.nextInt(1, 8)]);
      case 7 -> remove(unit, at, Math.min(unit.length, at + random.nextInt(1, 8)));
      case 8 -> Arrays.copyOf(unit, at);
      default -> noise(unit, at);
    };
  }

  private byte[] noise(byte[] unit, int at) {
    byte[] noise = new byte[unit.length - at];
    random.nextBytes(noise);
    byte[] mutant = unit.clone();
    System.arraycopy(noise, 0, mutant, at, noise.length);
    return mutant;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
