package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * What a BatchNormalization node does to each channel: {@code factor (x - mean) + shift}. A Conv
 * and this together are one Conv again, with other weights and another bias.
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
   * @throws InvalidModel if one of these is not constant
   */
  static BatchNormalization read(NodeProto node, Constants constants) throws InvalidModel {
    float[] scale = constants.floats(node, 1).values();
    float[] shift = constants.floats(node, 2).values();
    float[] mean = constants.floats(node, 3).values();
    float[] variance = constants.floats(node, 4).values();
    double epsilon = OnnxNodes.real(node, "epsilon", 1e-5f);
    double[] factor = new double[scale.length];
    for (int channel = 0; channel < factor.length; channel++) {
      factor[channel] = scale[channel] / Math.sqrt(variance[channel] + epsilon);
    }
    return new BatchNormalization(factor, mean, shift);
  }

  /**
   * The weights of Conv and this in one.
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
   * The bias of Conv and this in one.
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
