package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes an ONNX model with one image as input and float tensors as outputs. */
public final class OnnxWriter {
  // QuantizeLinear and DequantizeLinear have per-channel scales since opset 13; opset 17 belongs to
  // version 8 of the file format.
  private static final long OPSET = 17;
  private static final long IR_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("classifier");

  /**
   * Starts a model with the input {@code [1,3,inputSize,inputSize]} and the logits {@code
   * [1,classes]} as its first output.
   */
  public OnnxWriter(Network network, int inputSize) {
    graph.addInput(value(network.input(), List.of(1, 3, inputSize, inputSize)));
    graph.addOutput(value(network.output(), List.of(1, network.classes())));
  }

  /** Adds a node. */
  public void add(NodeProto node) {
    graph.addNode(node);
  }

  /** Declares a float tensor of any shape as a further output. */
  public void addOutput(String tensor) {
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).build();
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(tensor)
            .setType(TypeProto.newBuilder().setTensorType(type)));
  }

  /** Adds a float32 initializer. */
  public void add(String name, FloatTensor tensor) {
    graph.addInitializer(tensor.toProto(name));
  }

  /** Adds an int32 initializer. */
  public void add(String name, int[] values) {
    ByteBuffer bytes = buffer(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    add(name, TensorProto.DataType.INT32, List.of((long) values.length), bytes);
  }

  /** Adds an int8 or uint8 initializer. */
  public void add(String name, TensorProto.DataType type, List<Long> shape, byte[] values) {
    add(name, type, shape, ByteBuffer.wrap(values));
  }

  private void add(String name, TensorProto.DataType type, List<Long> shape, ByteBuffer bytes) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .addAllDims(shape)
            .setRawData(ByteString.copyFrom(bytes)));
  }

  /** Returns a little-endian buffer, the byte order of ONNX. */
  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the model. */
  public ModelProto model() {
    return model(graph.build());
  }

  /** Returns a model with the given graph, which must not need an opset above 17. */
  public static ModelProto model(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("snaplabel")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto value(String name, List<Integer> sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    sizes.forEach(size -> shape.addDim(Dimension.newBuilder().setDimValue(size)));
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
