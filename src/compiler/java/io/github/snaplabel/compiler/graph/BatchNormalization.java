package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;

/**
 * The transform of a BatchNormalization node, {@code factor (x - mean) + shift} for each channel,
 * to be folded into the weights and bias of the preceding Conv.
 */
final class BatchNormalization {
  private final double[] factor;
  private final float[] mean;
  private final float[] shift;

  private BatchNormalization(double[] factor, float[] mean, float[] shift) {
    this.factor = factor;
    this.mean = mean;
    this.shift = shift;
  }

  /**
   * Reads a node: {@code scale (x - mean) / sqrt(variance + epsilon) + shift}.
   *
   * @param channels number of output channels of the preceding Conv
   * @throws InvalidModelException if one of these is not constant, or does not have one value per
   *     channel
   */
  static BatchNormalization read(NodeProto node, Constants constants, int channels)
      throws InvalidModelException {
    float[] scale = values(node, 1, constants, channels);
    float[] shift = values(node, 2, constants, channels);
    float[] mean = values(node, 3, constants, channels);
    float[] variance = values(node, 4, constants, channels);
    double epsilon = OnnxNodes.real(node, "epsilon", 1e-5f);
    double[] factor = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      factor[channel] = scale[channel] / Math.sqrt(variance[channel] + epsilon);
    }
    return new BatchNormalization(factor, mean, shift);
  }

  private static float[] values(NodeProto node, int input, Constants constants, int channels)
      throws InvalidModelException {
    float[] values = constants.floats(node, input).values();
    if (values.length != channels) {
      throw new InvalidModelException(
          "%s: expected %d values as input %d, found %d"
              .formatted(OnnxNodes.describe(node), channels, input, values.length));
    }
    return values;
  }

  /**
   * Returns the weights of the Conv with this transform folded in.
   *
   * @param kernel {@code [channels, ...]}
   */
  FloatTensor foldKernel(FloatTensor kernel) {
    float[] folded = new float[kernel.values().length];
    int perChannel = folded.length / factor.length;
    for (int i = 0; i < folded.length; i++) {
      folded[i] = (float) (kernel.values()[i] * factor[i / perChannel]);
    }
    return new FloatTensor(kernel.shape(), folded);
  }

  /**
   * Returns the bias of the Conv with this transform folded in.
   *
   * @param bias {@code [channels]}
   */
  FloatTensor foldBias(FloatTensor bias) {
    float[] folded = new float[bias.values().length];
    for (int channel = 0; channel < folded.length; channel++) {
      folded[channel] =
          (float) ((bias.values()[channel] - mean[channel]) * factor[channel] + shift[channel]);
    }
    return new FloatTensor(bias.shape(), folded);
  }
}
