package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  @Test
  void everyValueOfEveryChannelIsComputedInSinglePrecision() {
    byte[] planes = new byte[3 * 256];
    float[] expected = new float[3 * 256];
    for (int i = 0; i < planes.length; i++) {
      int channel = i / 256;
      planes[i] = (byte) i;
      float scaled = (i % 256) / 255f;
      float centered = scaled - MEAN[channel];
      expected[i] = centered / DEVIATION[channel];
    }
    float[] actual = new float[planes.length];
    FloatBuffer tensor =
        ByteBuffer.allocateDirect(planes.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    new Normalization(ModelInput.of(224)).apply(planes, tensor);

    tensor.get(0, actual);
    assertThat(actual).containsExactly(expected);
  }

  @Test
  void eachChannelHasItsOwnMeanAndDeviation() {
    byte[] planes = {(byte) 255, (byte) 51, 0};
    ModelInput input = new ModelInput(1, 1, List.of(0.5, 0.2, 0.25), List.of(0.5, 1.0, 0.125));
    FloatBuffer tensor = FloatBuffer.allocate(3);

    new Normalization(input).apply(planes, tensor);

    assertThat(tensor.array()).containsExactly(1, 0, -2);
  }

  /** Printed by numpy for {@code (float32(v) / 255 - mean) / std}, all in float32. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, -2.117904",
    "0, 1, -2.1007793",
    "0, 77, -0.79929787",
    "0, 128, 0.07406463",
    "0, 254, 2.2317834",
    "0, 255, 2.2489083",
    "1, 0, -2.0357141",
    "1, 1, -2.0182073",
    "1, 77, -0.687675",
    "1, 128, 0.2051822",
    "1, 254, 2.4110641",
    "1, 255, 2.4285715",
    "2, 0, -1.8044444",
    "2, 1, -1.7870152",
    "2, 77, -0.4623964",
    "2, 128, 0.42649257",
    "2, 254, 2.622571",
    "2, 255, 2.64",
  })
  void someValuesAreThoseOfNumpy(int channel, int value, float expected) {
    byte[] planes = new byte[3];
    planes[channel] = (byte) value;
    FloatBuffer tensor = FloatBuffer.allocate(3);

    new Normalization(ModelInput.of(224)).apply(planes, tensor);

    assertThat(tensor.get(channel)).isEqualTo(expected);
  }
}
