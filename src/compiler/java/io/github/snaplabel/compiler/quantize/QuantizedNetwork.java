package io.github.snaplabel.compiler.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.snaplabel.compiler.graph.FloatTensor;
import io.github.snaplabel.compiler.graph.Network;
import io.github.snaplabel.compiler.graph.OnnxWriter;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a network in 8 bits in the QDQ format: each activation is quantized and immediately
 * dequantized, which ONNX Runtime replaces by integer kernels.
 *
 * <p>Weights are int8 with one scale per output channel ({@link QuantizedWeights}), activations
 * uint8 with one scale per tensor, biases int32. Logits stay float, as saturation would cost
 * accuracy. The input of a Relu is not quantized, so that Conv and Relu, or Add and Relu, become
 * one kernel.
 */
public final class QuantizedNetwork {
  private static final List<Long> SCALAR = List.of();

  private final Network network;
  private final Map<String, Range> ranges;
  private final Map<String, KernelInputs> inputs;
  private final Map<String, NodeProto> producers;
  private final OnnxWriter writer;
  private final Set<String> quantized = new HashSet<>();

  private QuantizedNetwork(Network network, Calibration calibration, int inputSize) {
    this.network = network;
    this.ranges = calibration.ranges();
    this.inputs = calibration.inputs();
    this.producers = network.producers();
    this.writer = new OnnxWriter(network, inputSize);
  }

  /**
   * Returns the quantized model.
   *
   * @param calibration with the ranges of the tensors that {@link #measured} returns
   */
  public static ModelProto write(Network network, Calibration calibration, int inputSize) {
    return new QuantizedNetwork(network, calibration, inputSize).write();
  }

  /** Returns the tensors whose ranges are needed, including the input. */
  public static Set<String> measured(Network network) {
    Set<String> tensors = new HashSet<>();
    tensors.add(network.input());
    for (NodeProto node : network.nodes()) {
      if (!keepsRange(node)) {
        tensors.add(node.getOutput(0));
      }
    }
    tensors.removeAll(network.rectified());
    tensors.remove(network.output());
    return tensors;
  }

  /**
   * Returns whether a node's output has the range of its input, so that ONNX Runtime runs the node
   * in uint8.
   */
  private static boolean keepsRange(NodeProto node) {
    return node.getOpType().equals("MaxPool") || node.getOpType().equals("Flatten");
  }

  private ModelProto write() {
    Set<String> floats = new HashSet<>(network.rectified());
    floats.add(network.output());
    quantize(network.input());
    for (NodeProto node : network.nodes()) {
      switch (node.getOpType()) {
        case "Conv", "Gemm" -> writeWeighted(node);
        default -> writeNode(node, node.getInputList().stream().map(this::dequantized).toList());
      }
      if (!floats.contains(node.getOutput(0))) {
        quantize(node.getOutput(0));
      }
    }
    return writer.model();
  }

  private void writeNode(NodeProto node, List<String> inputs) {
    writer.add(node.toBuilder().clearInput().addAllInput(inputs).build());
  }

  private void writeWeighted(NodeProto node) {
    String weightsName = node.getInput(1);
    String biasName = node.getInput(2);
    FloatTensor weights = network.weight(weightsName);
    float inputScale = code(node.getInput(0)).scale();
    QuantizedWeights quantizedWeights =
        QuantizedWeights.of(weights, network.weight(biasName), inputScale, rounding(weightsName));
    float[] scales = quantizedWeights.scales();
    byte[] zeros = new byte[scales.length];
    List<Long> channels = List.of((long) scales.length);

    writer.add(weightsName + "/int8", DataType.INT8, weights.shape(), quantizedWeights.values());
    writer.add(weightsName + "/scale", new FloatTensor(channels, scales));
    writer.add(weightsName + "/zero", DataType.INT8, channels, zeros);

    float[] biasScales = new float[scales.length];
    for (int channel = 0; channel < scales.length; channel++) {
      biasScales[channel] = inputScale * scales[channel];
    }
    writer.add(biasName + "/int32", quantizedWeights.bias());
    writer.add(biasName + "/scale", new FloatTensor(channels, biasScales));
    writer.add(biasName + "/zero", new int[scales.length]);

    List<String> inputs = new ArrayList<>();
    inputs.add(dequantized(node.getInput(0)));
    inputs.add(dequantizeConstant(weightsName, "/int8"));
    inputs.add(dequantizeConstant(biasName, "/int32"));
    writeNode(node, inputs);
  }

  private List<ErrorFeedback> rounding(String weightsName) {
    KernelInputs sampled = inputs.get(weightsName);
    if (sampled == null) {
      throw new IllegalStateException("the inputs of " + weightsName + " were not sampled");
    }
    return sampled.feedback();
  }

  private String dequantizeConstant(String name, String suffix) {
    String output = name + "/float";
    writer.add(
        OnnxNodes.node(
                "DequantizeLinear", List.of(name + suffix, name + "/scale", name + "/zero"), output)
            .addAttribute(OnnxNodes.attribute("axis", 0))
            .build());
    return output;
  }

  /** Quantizes and dequantizes an activation. */
  private void quantize(String tensor) {
    Range.Uint8Code code = code(tensor);
    String scale = tensor + "/scale";
    String zero = tensor + "/zero";
    writer.add(scale, new FloatTensor(SCALAR, new float[] {code.scale()}));
    writer.add(zero, DataType.UINT8, SCALAR, new byte[] {(byte) code.zeroPoint()});
    writer.add(
        OnnxNodes.node("QuantizeLinear", List.of(tensor, scale, zero), tensor + "/uint8").build());
    writer.add(
        OnnxNodes.node(
                "DequantizeLinear", List.of(tensor + "/uint8", scale, zero), tensor + "/float")
            .build());
    quantized.add(tensor);
  }

  private String dequantized(String tensor) {
    return quantized.contains(tensor) ? tensor + "/float" : tensor;
  }

  private Range.Uint8Code code(String tensor) {
    String source = tensor;
    for (NodeProto node = producers.get(source);
        node != null && keepsRange(node);
        node = producers.get(source)) {
      source = node.getInput(0);
    }
    Range range = ranges.get(source);
    if (range == null) {
      throw new IllegalStateException("the range of " + source + " was not measured");
    }
    return range.code();
  }
}
