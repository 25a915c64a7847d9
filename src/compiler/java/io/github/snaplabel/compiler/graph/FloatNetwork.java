package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.ModelProto;

/** Writes a network as an ONNX model in float32. */
public final class FloatNetwork {
  private FloatNetwork() {}

  /** Returns the model for images of one size. */
  public static ModelProto write(Network network, int inputSize) {
    return writer(network, inputSize).model();
  }

  /** Returns a writer of the same model, to which outputs can be added. */
  public static OnnxWriter writer(Network network, int inputSize) {
    OnnxWriter writer = new OnnxWriter(network, inputSize);
    network.weights().forEach(writer::add);
    network.nodes().forEach(writer::add);
    return writer;
  }
}
