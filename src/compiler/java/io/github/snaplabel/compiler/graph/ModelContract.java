package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The requirements for a model: one float32 input {@code [1|N,3,H,W]} (RGB, normalized by mean and
 * standard deviation), one float32 output {@code [1|N,classes]} with raw logits. Dynamic dimensions
 * are allowed; names do not matter.
 */
public final class ModelContract {
  /** A single class leaves nothing to classify. */
  private static final int LEAST_CLASSES = 2;

  /** Describes the sizes that {@link #isInputSize} accepts. */
  public static final String INPUT_SIZES = "a multiple of 32 from 96 to 448, or 196 or 168";

  /** Input size that TorchVision's models are trained for, in pixels. */
  private static final int USUAL_SIZE = 224;

  /** Operators that, with a constant operand, normalize the input. */
  private static final Set<String> ARITHMETIC = Set.of("Sub", "Add", "Mul", "Div");

  // Conv, Relu, Add, MaxPool, Gemm and the other supported operators are the same in these opsets:
  // 9 gave BatchNormalization its present meaning, 28 is the newest one checked.
  private static final int OLDEST_OPSET = 9;
  private static final int NEWEST_OPSET = 28;

  private ModelContract() {}

  /**
   * Checks the contract.
   *
   * @throws InvalidModelException if the model does not fulfill it; the message says how to export
   *     it
   */
  static void check(GraphProto graph) throws InvalidModelException {
    ValueInfoProto input = input(graph);
    ShapeCheck.check("input", input, List.of("3", "H", "W"));
    checkPixels(graph, input.getName());
    if (graph.getOutputCount() != 1) {
      throw new InvalidModelException(
          "the model: expected one output, found %d: export the logits alone"
              .formatted(graph.getOutputCount()));
    }
    ShapeCheck.check("output", graph.getOutput(0), List.of("classes"));
  }

  /** Checks that the model does not normalize its input, which SnapLabel has normalized already. */
  private static void checkPixels(GraphProto graph, String input) throws InvalidModelException {
    Set<String> constants = initializers(graph);
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant")) {
        constants.addAll(node.getOutputList());
      }
      boolean normalizes =
          ARITHMETIC.contains(node.getOpType())
              && node.getInputList().contains(input)
              && node.getInputList().stream().anyMatch(constants::contains);
      if (normalizes) {
        throw new InvalidModelException(
            "%s normalizes the image, which SnapLabel does itself: export the model without that,"
                    .formatted(OnnxNodes.describe(node))
                + " and give -Dmodel.mean= and -Dmodel.std= if they are not ImageNet's");
      }
    }
  }

  /**
   * Returns the graph's only input. Inputs with an initializer do not count: old exporters list all
   * weights as inputs.
   *
   * @throws InvalidModelException if there is not exactly one
   */
  static ValueInfoProto input(GraphProto graph) throws InvalidModelException {
    Set<String> constants = initializers(graph);
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.contains(i.getName())).toList();
    if (inputs.size() != 1) {
      throw new InvalidModelException(
          "the model: expected one input, the image, found %d".formatted(inputs.size()));
    }
    return inputs.getFirst();
  }

  private static Set<String> initializers(GraphProto graph) {
    Set<String> names = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    return names;
  }

  /**
   * Returns whether the compiler accepts an input size, in pixels: a multiple of 32, by which the
   * strides of a ResNet reduce the image, or 7/8 (196) or 6/8 (168) of the usual 224, which trade
   * some accuracy for speed.
   */
  public static boolean isInputSize(int size) {
    return (size % 32 == 0 && size >= 96 && size <= 448) || size == 196 || size == 168;
  }

  /**
   * Returns the height and width of a graph's input, in pixels; 224 if they are dynamic.
   *
   * @throws InvalidModelException if that size is not supported
   */
  public static int inputSize(GraphProto graph) throws InvalidModelException {
    ValueInfoProto input = input(graph);
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    long height = size(shape.getDim(2));
    long width = size(shape.getDim(3));
    if (height != width || height > Integer.MAX_VALUE || !isInputSize((int) height)) {
      throw new InvalidModelException(
          "the model's input %s is %dx%d; expected %s: export it at 224, or set another size with"
                  .formatted(input.getName(), height, width, INPUT_SIZES)
              + " -Dmodel.inputSize= (a ResNet takes any)");
    }
    return (int) height;
  }

  /**
   * Checks that a graph accepts images of a size.
   *
   * @throws InvalidModelException if it was exported for another size
   */
  static void checkInputSize(GraphProto graph, int inputSize) throws InvalidModelException {
    ValueInfoProto input = input(graph);
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    String size = String.valueOf(inputSize);
    if (!ShapeCheck.allows(shape.getDim(2), size) || !ShapeCheck.allows(shape.getDim(3), size)) {
      throw new InvalidModelException(
          "the model's input %s is %dx%d: export it at %s, or with dynamic height and width"
              .formatted(input.getName(), size(shape.getDim(2)), size(shape.getDim(3)), size));
    }
  }

  /**
   * Checks the number of classes.
   *
   * @throws InvalidModelException if there are fewer than two
   */
  static void checkClasses(int classes) throws InvalidModelException {
    if (classes < LEAST_CLASSES) {
      throw new InvalidModelException(
          "the model: expected at least %d classes, found %d".formatted(LEAST_CLASSES, classes));
    }
  }

  private static long size(Dimension dimension) {
    return dimension.hasDimValue() ? dimension.getDimValue() : USUAL_SIZE;
  }

  /**
   * Checks that a graph declares the number of classes that its last node returns, or leaves it
   * dynamic.
   *
   * @throws InvalidModelException if it declares another number
   */
  static void checkClasses(GraphProto graph, int classes) throws InvalidModelException {
    ShapeCheck.check("output", graph.getOutput(0), List.of(String.valueOf(classes)));
  }

  /**
   * Checks that the model's opset is one that {@link GraphNormalizer} supports.
   *
   * @throws InvalidModelException if it has another opset
   */
  static void checkOpset(ModelProto model) throws InvalidModelException {
    long opset = 1;
    for (OperatorSetIdProto id : model.getOpsetImportList()) {
      if (id.getDomain().isEmpty() || id.getDomain().equals("ai.onnx")) {
        opset = id.getVersion();
      }
    }
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw new InvalidModelException(
          "the model: expected ONNX opset %d to %d, found %d"
              .formatted(OLDEST_OPSET, NEWEST_OPSET, opset));
    }
  }
}
