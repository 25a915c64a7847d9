package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.ModelProto;

/** Writes a network as it was trained, in float32. */
public final class FloatNetwork {
  private FloatNetwork() {}

  /** Writes a network for pictures of one size. */
  public static ModelProto write(Network network, int inputSize) {
    return writer(network, inputSize).model();
  }

  /** The same, to be given further outputs. */
  public static OnnxWriter writer(Network network, int inputSize) {
    OnnxWriter writer = new OnnxWriter(network, inputSize);
    network.weights().forEach(writer::add);
    network.nodes().forEach(writer::add);
    return writer;
  }
}
