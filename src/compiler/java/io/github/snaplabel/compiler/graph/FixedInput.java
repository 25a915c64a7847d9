package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.List;

/** Fixes the input dimensions that an exporter left dynamic. */
final class FixedInput {
  private FixedInput() {}

  /**
   * Returns the model with the input {@code [1,3,inputSize,inputSize]}; ONNX Runtime infers the
   * output's shape.
   *
   * @param model fulfills the {@link ModelContract}
   */
  static ModelProto of(ModelProto model, int inputSize) throws InvalidModelException {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    String input = ModelContract.input(model.getGraph()).getName();
    for (ValueInfoProto.Builder value : graph.getInputBuilderList()) {
      if (value.getName().equals(input)) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int size : List.of(1, 3, inputSize, inputSize)) {
          shape.addDim(Dimension.newBuilder().setDimValue(size));
        }
        value.getTypeBuilder().getTensorTypeBuilder().setShape(shape);
      }
    }
    graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
    return model.toBuilder().setGraph(graph.clearValueInfo()).build();
  }
}
