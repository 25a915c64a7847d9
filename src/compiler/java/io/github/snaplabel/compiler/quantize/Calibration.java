package io.github.snaplabel.compiler.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.compiler.graph.FloatNetwork;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.graph.OnnxWriter;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measurements of a network's tensors on real images.
 *
 * @param ranges range to quantize each measured tensor with, by name
 * @param inputs sampled inputs of each Conv and Gemm, by the name of its weights
 */
public record Calibration(Map<String, Range> ranges, Map<String, KernelInputs> inputs) {
  /** Samples of each kernel's inputs, over all images. */
  private static final int SAMPLES = 12_000;

  /** Samples of each rectified sum, over all images. */
  private static final int SUM_SAMPLES = 240_000;

  /**
   * Runs the float network on all images.
   *
   * @param pictures {@code [3,inputSize,inputSize]} each, normalized
   * @param tensors names of the tensors to measure
   * @throws InvalidModelException if a value is infinite or not a number
   */
  public static Calibration measure(
      Network network, int inputSize, List<float[]> pictures, Set<String> tensors)
      throws OrtException, InvalidModelException {
    Map<String, KernelInputs> inputs = kernelInputs(network);
    List<RectifiedSum> sums = RectifiedSum.of(network);
    Set<String> outputs = new HashSet<>(tensors);
    sums.forEach(sum -> outputs.addAll(sum.terms()));
    inputs.values().forEach(sampled -> outputs.add(sampled.tensor()));
    OnnxWriter writer = FloatNetwork.writer(network, inputSize);
    for (NodeProto node : network.nodes()) {
      if (outputs.contains(node.getOutput(0))) {
        writer.addOutput(node.getOutput(0));
      }
    }
    int count = Math.max(pictures.size(), 1);
    Map<String, Range> ranges = new HashMap<>();
    try (InferenceSession session = InferenceSession.open(writer.model(), inputSize)) {
      for (float[] picture : pictures) {
        Map<String, float[]> values = new HashMap<>(session.run(picture));
        values.put(network.input(), picture);
        values.forEach((tensor, found) -> ranges.merge(tensor, range(found), Range::union));
        inputs.values().parallelStream()
            .forEach(sampled -> sampled.add(values, Math.ceilDiv(SAMPLES, count)));
        sums.forEach(sum -> sum.add(values, Math.ceilDiv(SUM_SAMPLES, count)));
      }
    }
    for (Map.Entry<String, Range> range : ranges.entrySet()) {
      if (!range.getValue().isFinite()) {
        throw new InvalidModelException(
            "tensor %s: expected finite numbers, found %s"
                .formatted(range.getKey(), range.getValue()));
      }
    }
    sums.forEach(sum -> ranges.putAll(sum.ranges(ranges)));
    return new Calibration(ranges, inputs);
  }

  private static Map<String, KernelInputs> kernelInputs(Network network) {
    Map<String, KernelInputs> inputs = new LinkedHashMap<>();
    for (NodeProto node : network.nodes()) {
      if (node.getOpType().equals("Conv") || node.getOpType().equals("Gemm")) {
        String weights = node.getInput(1);
        inputs.put(weights, new KernelInputs(node, network.weight(weights)));
      }
    }
    return inputs;
  }

  private static Range range(float[] values) {
    float min = values[0];
    float max = values[0];
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Range(min, max);
  }
}
