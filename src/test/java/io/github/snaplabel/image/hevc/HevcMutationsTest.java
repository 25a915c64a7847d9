package io.github.snaplabel.image.hevc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HevcMutationsTest {
  /** How many mutants: {@code -Dmutants=1000000} takes half an hour. */
  private static final int MUTANTS = Integer.getInteger("mutants", 4000);

  private static final long SEED = Long.getLong("mutants.seed", 20_261_126);

  /** Larger than all seeds, and small enough for a mutant whose size is not. */
  private static final HevcLimits LIMITS = new HevcLimits(1 << 16);

  @Test
  void decodesOrRejectsDamagedStreamsWithATypedError() {
    List<HevcStream> seeds =
        HevcStream.hashes().keySet().stream().sorted().map(HevcStream::read).toList();
    HevcMutations mutations = new HevcMutations(new SplittableRandom(SEED), seeds);
    int decoded = 0;
    int corrupt = 0;
    int unsupported = 0;
    for (int i = 0; i < MUTANTS; i++) {
      HevcStream mutant = mutations.mutant();
      try {
        YuvPlanes planes =
            HevcDecoder.decode(mutant.parameterSets(), mutant.pictureUnits(), LIMITS);
        assertThat(planes.y()).hasSize(planes.width() * planes.height());
        decoded++;
      } catch (HevcException e) {
        if (e.kind() == HevcException.HevcFault.CORRUPT) {
          corrupt++;
        } else {
          unsupported++;
        }
      } catch (RuntimeException e) {
        throw new AssertionError("Mutant %d of seed %d".formatted(i, SEED), e);
      }
    }

    assertThat(decoded).as("decoded").isGreaterThan(MUTANTS / 20);
    assertThat(corrupt).as("corrupt").isGreaterThan(MUTANTS / 4);
    assertThat(unsupported).as("unsupported").isGreaterThan(MUTANTS / 100);
  }
}
