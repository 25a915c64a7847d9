package io.github.snaplabel.compiler.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.compiler.graph.FloatNetwork;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.graph.OnnxWriter;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures the value ranges of a network's tensors on real images. */
public final class Calibration {
  private Calibration() {}

  /**
   * Runs the float network on all images.
   *
   * @param pictures {@code [3,inputSize,inputSize]} each, normalized
   * @param tensors names of the tensors to measure
   * @return range of each tensor, by name
   * @throws InvalidModelException if a value is infinite or not a number
   */
  public static Map<String, Range> measure(
      Network network, int inputSize, List<float[]> pictures, Set<String> tensors)
      throws OrtException, InvalidModelException {
    OnnxWriter writer = FloatNetwork.writer(network, inputSize);
    for (NodeProto node : network.nodes()) {
      if (tensors.contains(node.getOutput(0))) {
        writer.addOutput(node.getOutput(0));
      }
    }
    Map<String, Range> ranges = new HashMap<>();
    try (InferenceSession session = InferenceSession.open(writer.model(), inputSize)) {
      for (float[] picture : pictures) {
        ranges.merge(network.input(), range(picture), Range::union);
        session
            .run(picture)
            .forEach((tensor, values) -> ranges.merge(tensor, range(values), Range::union));
      }
    }
    for (Map.Entry<String, Range> range : ranges.entrySet()) {
      if (!range.getValue().isFinite()) {
        throw new InvalidModelException(
            "tensor %s: expected finite numbers, found %s"
                .formatted(range.getKey(), range.getValue()));
      }
    }
    return ranges;
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
