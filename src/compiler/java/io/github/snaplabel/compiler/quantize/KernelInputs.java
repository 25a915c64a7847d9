package io.github.snaplabel.compiler.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.graph.FloatTensor;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Samples the inputs that the kernel of a Conv or Gemm multiplies by its weights. Not thread-safe.
 *
 * <p>The input of a small kernel is sampled whole. Otherwise the channels of single positions are
 * sampled, which represent every position of the kernel: their moments are smaller by the square of
 * the kernel's area, and the logits' error is nearly the same.
 */
final class KernelInputs {
  /**
   * Weights per output channel of the largest kernel that is sampled whole; ResNet's first: 147.
   */
  private static final int MAX_WHOLE_KERNEL = 256;

  private static final long SEED = 7;

  private final String tensor;
  private final int channels;
  private final int groups;
  private final int kernelHeight;
  private final int kernelWidth;
  private final int stride;
  private final int padding;
  private final InputMoments moments;
  private final Random random = new Random(SEED);

  /**
   * @param weights {@code [outputs,inputs / groups,height,width]} or {@code [outputs,inputs]}
   */
  KernelInputs(NodeProto node, FloatTensor weights) {
    this.tensor = node.getInput(0);
    this.groups = (int) OnnxNodes.integer(node, "group", 1);
    this.channels = weights.size(1) * groups;
    int weightsPerOutput = weights.values().length / weights.size(0);
    boolean whole =
        weights.shape().size() == 4 && groups == 1 && weightsPerOutput <= MAX_WHOLE_KERNEL;
    this.kernelHeight = whole ? weights.size(2) : 1;
    this.kernelWidth = whole ? weights.size(3) : 1;
    this.stride = whole ? OnnxNodes.integers(node, "strides", List.of(1, 1)).getFirst() : 1;
    this.padding = whole ? OnnxNodes.integers(node, "pads", List.of(0, 0, 0, 0)).getFirst() : 0;
    this.moments = new InputMoments(channels * kernelHeight * kernelWidth);
  }

  /** Returns the name of the sampled tensor. */
  String tensor() {
    return tensor;
  }

  /**
   * Samples the tensor of one image.
   *
   * @param tensors by name; this one is {@code [channels,side,side]}
   * @param samples number of positions, if there are as many
   */
  void add(Map<String, float[]> tensors, int samples) {
    float[] values = Objects.requireNonNull(tensors.get(tensor), tensor);
    int side = (int) Math.round(Math.sqrt((double) values.length / channels));
    int positions = side * side;
    float[] vector = new float[moments.size()];
    for (int i = 0; i < Math.min(samples, positions); i++) {
      int position = samples < positions ? random.nextInt(positions) : i;
      gather(values, side, position / side, position % side, vector);
      moments.add(vector);
    }
  }

  /**
   * Copies the kernel's input at the output that is nearest to a position: by row, column, channel.
   */
  private void gather(float[] values, int side, int y, int x, float[] vector) {
    int top = y - y % stride - padding;
    int left = x - x % stride - padding;
    int at = 0;
    for (int row = top; row < top + kernelHeight; row++) {
      for (int column = left; column < left + kernelWidth; column++) {
        boolean isInside = row >= 0 && row < side && column >= 0 && column < side;
        for (int channel = 0; channel < channels; channel++) {
          vector[at++] = isInside ? values[(channel * side + row) * side + column] : 0;
        }
      }
    }
  }

  /** Returns the rounding of the weights of each group. */
  List<ErrorFeedback> feedback() {
    int size = moments.size() / groups;
    List<ErrorFeedback> feedback = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      feedback.add(ErrorFeedback.of(size, moments.of(group * size, size)));
    }
    return feedback;
  }
}
