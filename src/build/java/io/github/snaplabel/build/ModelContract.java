package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the project asks of a model: one float32 input {@code [1|N,3,H,W]} (RGB, normalized by mean
 * and standard deviation), one float32 output {@code [1|N,classes]} with raw logits. A size that
 * the model leaves open is fine; names do not matter.
 */
final class ModelContract {
  /** With one class, there is nothing to tell apart. */
  static final int LEAST_CLASSES = 2;

  /** What {@link #isInputSize} allows, in words. */
  static final String INPUT_SIZES = "a multiple of 32 from 96 to 448, or 196 or 168";

  /** Height and width that the published models are trained for. */
  private static final int USUAL_SIZE = 224;

  // Conv, Relu, Add, MaxPool, Gemm and the others read here mean the same in all of these versions
  // of ONNX's operators (9 gave BatchNormalization today's meaning; 28 is the newest looked at).
  private static final int OLDEST_OPSET = 9;
  private static final int NEWEST_OPSET = 28;

  private ModelContract() {}

  /**
   * Reads an ONNX file and checks its contract.
   *
   * @throws InvalidModel if it is no ONNX file or has another contract
   */
  static GraphProto read(Path file) throws IOException, InvalidModel {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidModel(
          "%s: expected an ONNX file or a checkpoint, found %s"
              .formatted(file, PinnedFile.describe(file)));
    }
    if (model.getGraph().getNodeCount() == 0) {
      throw new InvalidModel(
          "%s: expected an ONNX file with a graph, found %s"
              .formatted(file, PinnedFile.describe(file)));
    }
    checkOpset(model);
    check("input", input(model.getGraph()), List.of("3", "H", "W"));
    if (model.getGraph().getOutputCount() != 1) {
      throw new InvalidModel(
          "the model: expected one output, found " + model.getGraph().getOutputCount());
    }
    check("output", model.getGraph().getOutput(0), List.of("classes"));
    return model.getGraph();
  }

  /**
   * The graph's only input that is not a constant with a default, as old files list those too.
   *
   * @throws InvalidModel if there is not just one
   */
  static ValueInfoProto input(GraphProto graph) throws InvalidModel {
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.contains(i.getName())).toList();
    if (inputs.size() != 1) {
      throw new InvalidModel("the model: expected one input, found " + inputs.size());
    }
    return inputs.getFirst();
  }

  /** Whether pictures can be made so large: the strides of a ResNet divide these sizes well. */
  static boolean isInputSize(int size) {
    return (size % 32 == 0 && size >= 96 && size <= 448) || size == 196 || size == 168;
  }

  /**
   * Returns height and width of the pictures that a graph is made for, in pixels: 224 if it leaves
   * them open.
   *
   * @throws InvalidModel if pictures of that size cannot be made
   */
  static int inputSize(GraphProto graph) throws InvalidModel {
    ValueInfoProto input = input(graph);
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    long height = size(shape.getDim(2));
    long width = size(shape.getDim(3));
    if (height != width || height > Integer.MAX_VALUE || !isInputSize((int) height)) {
      throw new InvalidModel(
          "the model's input %s: pictures of %dx%d are not made; a ResNet takes other sizes, too:"
                  .formatted(input.getName(), height, width)
              + " say which with -Dmodel.inputSize="
              + " (%s)".formatted(INPUT_SIZES));
    }
    return (int) height;
  }

  private static long size(Dimension dimension) {
    return dimension.hasDimValue() ? dimension.getDimValue() : USUAL_SIZE;
  }

  /**
   * Checks that a graph declares as many classes as its last node tells apart, or leaves that open.
   *
   * @throws InvalidModel if it declares another number
   */
  static void checkClasses(GraphProto graph, int classes) throws InvalidModel {
    check("output", graph.getOutput(0), List.of(String.valueOf(classes)));
  }

  private static void checkOpset(ModelProto model) throws InvalidModel {
    long opset = 1;
    for (OperatorSetIdProto id : model.getOpsetImportList()) {
      if (id.getDomain().isEmpty() || id.getDomain().equals("ai.onnx")) {
        opset = id.getVersion();
      }
    }
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw new InvalidModel(
          "the model: expected ONNX opset %d to %d, found %d"
              .formatted(OLDEST_OPSET, NEWEST_OPSET, opset));
    }
  }

  /**
   * Checks float32, and a shape of the batch (one, or left open) and the sizes given: numbers, or
   * words where any number will do.
   */
  private static void check(String what, ValueInfoProto value, List<String> sizes)
      throws InvalidModel {
    TypeProto.Tensor tensor = value.getType().getTensorType();
    TensorShapeProto shape = tensor.getShape();
    boolean fits = tensor.getElemType() == TensorProto.DataType.FLOAT.getNumber();
    fits &= shape.getDimCount() == sizes.size() + 1 && allows(shape.getDim(0), "1");
    for (int i = 0; fits && i < sizes.size(); i++) {
      fits = allows(shape.getDim(i + 1), sizes.get(i));
    }
    if (!fits) {
      throw new InvalidModel(
          "the model's %s %s: expected FLOAT[1|N,%s], found %s"
              .formatted(what, value.getName(), String.join(",", sizes), describe(tensor)));
    }
  }

  private static boolean allows(Dimension dimension, String size) {
    return !dimension.hasDimValue()
        || Character.isLetter(size.charAt(0))
        || size.equals(String.valueOf(dimension.getDimValue()));
  }

  private static String describe(TypeProto.Tensor tensor) {
    return TensorProto.DataType.forNumber(tensor.getElemType())
        + tensor.getShape().getDimList().stream()
            .map(d -> d.hasDimValue() ? String.valueOf(d.getDimValue()) : "?")
            .collect(Collectors.joining(",", "[", "]"));
  }
}
