package io.github.snaplabel.compiler.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.compiler.SeededNetwork;
import io.github.snaplabel.compiler.graph.GraphNormalizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RectifiedSumTest {
  private static final int SIZE = 5_000;
  private static final String BRANCH = "branch";
  private static final String SHORTCUT = "shortcut";

  private final RectifiedSum sum = new RectifiedSum(List.of(BRANCH, SHORTCUT), Set.of(BRANCH));

  @Test
  void valuesThatTheReluMakesZeroAreClipped() {
    sum.add(Map.of(BRANCH, uniform(1, -10, 1), SHORTCUT, uniform(2, 0, 1)), SIZE);

    Range range = branchRange(new Range(-10, 1));

    // Below -1 the sum is never positive.
    assertThat(range.min()).isBetween(-1.3f, -0.7f);
    assertThat(range.max()).isEqualTo(1);
  }

  @Test
  void largeValuesAreKeptHoweverRare() {
    float[] branch = uniform(1, -10, 1);
    branch[0] = 100;
    sum.add(Map.of(BRANCH, branch, SHORTCUT, uniform(2, 0, 1)), SIZE);

    Range range = branchRange(new Range(-10, 100));

    assertThat(range.max()).isEqualTo(100);
    assertThat(range.min()).isBetween(-2f, -0.5f);
  }

  @Test
  void aRangeOfWhichAllValuesMatterIsKept() {
    sum.add(Map.of(BRANCH, uniform(1, -1, 1), SHORTCUT, uniform(2, 1, 2)), SIZE);

    Range measured = new Range(-1, 1);

    assertThat(sum.ranges(Map.of(BRANCH, measured))).isEqualTo(Map.of(BRANCH, measured));
  }

  @Test
  void fewSamplesShowTheSameAsMany() {
    for (int image = 0; image < 100; image++) {
      sum.add(Map.of(BRANCH, uniform(image, -10, 1), SHORTCUT, uniform(-image, 0, 1)), 50);
    }

    Range range = branchRange(new Range(-10, 1));

    assertThat(range.min()).isBetween(-1.3f, -0.7f);
  }

  @Test
  void onlyTermsThatNothingElseUsesAreNarrowed() throws Exception {
    List<RectifiedSum> sums =
        RectifiedSum.of(GraphNormalizer.normalize(SeededNetwork.resnet18().model().getGraph()));

    assertThat(sums).hasSize(8);
    int projections = 0;
    for (RectifiedSum each : sums) {
      each.add(
          Map.of(each.terms().get(0), uniform(1, -1, 1), each.terms().get(1), uniform(2, 0, 1)),
          10);
      Map<String, Range> ranges =
          each.ranges(
              Map.of(each.terms().get(0), new Range(-1, 1), each.terms().get(1), new Range(-1, 1)));
      projections += ranges.size() - 1;
    }
    assertThat(projections).isEqualTo(3);
  }

  private Range branchRange(Range measured) {
    return Objects.requireNonNull(sum.ranges(Map.of(BRANCH, measured)).get(BRANCH));
  }

  private static float[] uniform(long seed, float from, float to) {
    Random random = new Random(seed);
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = random.nextFloat(from, to);
    }
    return values;
  }
}
