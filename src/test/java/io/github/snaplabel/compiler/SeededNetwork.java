package io.github.snaplabel.compiler;

import ai.onnx.proto.OnnxMl.AttributeProto;
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
import io.github.snaplabel.compiler.onnx.OnnxNodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * An ONNX file with the graph of ResNet-18 or 34 and weights from a seed (He's initialisation): for
 * tests that need a network, any network.
 *
 * @param blocks of each of the four stages
 * @param width channels of the first stage, 64 in the published networks; less is faster
 * @param classes number of classes
 * @param seed of the weights
 * @param style how the graph is written
 */
public record SeededNetwork(List<Integer> blocks, int width, int classes, long seed, Style style) {
  /** The ways in which exporters write the same graph. */
  public enum Style {
    /** Like the published model: batch normalization folded, weights as initializers. */
    FOLDED,
    /** BatchNormalization after each Conv, which has no bias; an Identity after the first Relu. */
    BATCH_NORM,
    /** Weights from Constant nodes, one through an Identity; dynamic batch size. */
    CONSTANTS,
    /** ReduceMean and Reshape instead of GlobalAveragePool and Flatten; Gemm not transposed. */
    MEAN
  }

  /** A narrow ResNet-18, a megabyte. */
  public static SeededNetwork resnet18() {
    return new SeededNetwork(List.of(2, 2, 2, 2), 8, 1000, 1, Style.FOLDED);
  }

  /** A narrow ResNet-34. */
  public static SeededNetwork resnet34() {
    return new SeededNetwork(List.of(3, 4, 6, 3), 8, 1000, 1, Style.FOLDED);
  }

  /** Returns the same network in another style. */
  public SeededNetwork in(Style other) {
    return new SeededNetwork(blocks, width, classes, seed, other);
  }

  /** Returns the same graph with other weights. */
  public SeededNetwork seed(long other) {
    return new SeededNetwork(blocks, width, classes, other, style);
  }

  /** Returns the same graph with another number of classes. */
  public SeededNetwork classes(int count) {
    return new SeededNetwork(blocks, width, count, seed, style);
  }

  /** Writes the file, replacing an older one. */
  public Path write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, model().toByteArray());
  }

  /** Returns the ONNX model. */
  public ModelProto model() {
    return new Writer(this).model();
  }

  private static final class Writer {
    private final SeededNetwork network;
    private final Random random;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("seeded");

    Writer(SeededNetwork network) {
      this.network = network;
      this.random = new Random(network.seed());
    }

    ModelProto model() {
      boolean open = network.style() == Style.CONSTANTS;
      graph.addInput(value("picture", open, 3, 224, 224));
      graph.addOutput(value("scores", open, network.classes()));
      String x = relu(conv("stem", "picture", 3, network.width(), 7, 2));
      if (network.style() == Style.BATCH_NORM) {
        x = add(OnnxNodes.node("Identity", List.of(x), x + "/same"));
      }
      x = add(window(OnnxNodes.node("MaxPool", List.of(x), "pool"), 3, 2));
      int channels = network.width();
      for (int stage = 0; stage < 4; stage++) {
        int wider = network.width() << stage;
        for (int block = 0; block < network.blocks().get(stage); block++) {
          int stride = stage > 0 && block == 0 ? 2 : 1;
          x = block("stage" + stage + "/block" + block, x, channels, wider, stride);
          channels = wider;
        }
      }
      classify(x, channels);
      return ModelProto.newBuilder()
          .setIrVersion(8)
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
          .setGraph(graph)
          .build();
    }

    private String block(String name, String input, int channels, int wider, int stride) {
      String inner = relu(conv(name + "/a", input, channels, wider, 3, stride));
      String outer = conv(name + "/b", inner, wider, wider, 3, 1);
      String shortcut =
          channels == wider ? input : conv(name + "/short", input, channels, wider, 1, stride);
      return relu(add(OnnxNodes.node("Add", List.of(outer, shortcut), name + "/sum")));
    }

    private String conv(
        String name, String input, int channels, int wider, int kernel, int stride) {
      double deviation = Math.sqrt(2.0 / (channels * kernel * kernel));
      String weights =
          tensor(
              name + "/w",
              gaussian(wider * channels * kernel * kernel, 0, deviation),
              wider,
              channels,
              kernel,
              kernel);
      List<String> inputs = new ArrayList<>(List.of(input, weights));
      boolean folded = network.style() != Style.BATCH_NORM;
      if (folded) {
        inputs.add(tensor(name + "/b", gaussian(wider, 0, 0.05), wider));
      }
      String output = add(window(OnnxNodes.node("Conv", inputs, name), kernel, stride));
      if (folded) {
        return output;
      }
      List<String> norm =
          List.of(
              output,
              tensor(name + "/scale", gaussian(wider, 0.8, 0.1), wider),
              tensor(name + "/shift", gaussian(wider, 0, 0.1), wider),
              tensor(name + "/mean", gaussian(wider, 0, 0.1), wider),
              tensor(name + "/variance", gaussian(wider, 1, 0.1), wider));
      return add(OnnxNodes.node("BatchNormalization", norm, name + "/norm"));
    }

    private void classify(String input, int channels) {
      boolean mean = network.style() == Style.MEAN;
      int classes = network.classes();
      float[] matrix = gaussian(classes * channels, 0, 1 / Math.sqrt(channels));
      String weights =
          mean
              ? tensor("fc/w", matrix, channels, classes)
              : tensor("fc/w", matrix, classes, channels);
      String bias = tensor("fc/b", gaussian(classes, 0, 0.1), classes);
      String features;
      if (mean) {
        String axes = integers("axes", -1, -2);
        String pooled = add(OnnxNodes.node("ReduceMean", List.of(input, axes), "mean"));
        String shape = integers("shape", -1, channels);
        features = add(OnnxNodes.node("Reshape", List.of(pooled, shape), "features"));
      } else {
        String pooled = add(OnnxNodes.node("GlobalAveragePool", List.of(input), "mean"));
        features = add(OnnxNodes.node("Flatten", List.of(pooled), "features"));
      }
      NodeProto.Builder gemm = OnnxNodes.node("Gemm", List.of(features, weights, bias), "scores");
      add(mean ? gemm : gemm.addAttribute(OnnxNodes.attribute("transB", 1)));
    }

    private String relu(String input) {
      return add(OnnxNodes.node("Relu", List.of(input), input + "/relu"));
    }

    private String add(NodeProto.Builder node) {
      graph.addNode(node);
      return node.getOutput(0);
    }

    private static NodeProto.Builder window(NodeProto.Builder node, int kernel, int stride) {
      long pad = kernel / 2;
      return node.addAttribute(list("kernel_shape", kernel, kernel))
          .addAttribute(list("strides", stride, stride))
          .addAttribute(list("pads", pad, pad, pad, pad));
    }

    private static AttributeProto list(String name, long... values) {
      return AttributeProto.newBuilder()
          .setName(name)
          .setType(AttributeProto.AttributeType.INTS)
          .addAllInts(LongStream.of(values).boxed().toList())
          .build();
    }

    private float[] gaussian(int count, double mean, double deviation) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) (mean + deviation * random.nextGaussian());
      }
      return values;
    }

    private String integers(String name, long... values) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.INT64.getNumber())
              .addDims(values.length)
              .addAllInt64Data(LongStream.of(values).boxed().toList()));
      return name;
    }

    private String tensor(String name, float[] values, long... shape) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      TensorProto tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.FLOAT.getNumber())
              .addAllDims(LongStream.of(shape).boxed().toList())
              .setRawData(ByteString.copyFrom(bytes))
              .build();
      if (network.style() != Style.CONSTANTS) {
        graph.addInitializer(tensor);
        return name;
      }
      AttributeProto value =
          AttributeProto.newBuilder()
              .setName("value")
              .setType(AttributeProto.AttributeType.TENSOR)
              .setT(tensor)
              .build();
      add(OnnxNodes.node("Constant", List.of(), name).addAttribute(value));
      return name.equals("stem/w")
          ? add(OnnxNodes.node("Identity", List.of(name), name + "/same"))
          : name;
    }

    private static ValueInfoProto value(String name, boolean openBatch, int... sizes) {
      Dimension.Builder batch = Dimension.newBuilder();
      TensorShapeProto.Builder shape =
          TensorShapeProto.newBuilder()
              .addDim(openBatch ? batch.setDimParam("N") : batch.setDimValue(1));
      for (int size : sizes) {
        shape.addDim(Dimension.newBuilder().setDimValue(size));
      }
      return ValueInfoProto.newBuilder()
          .setName(name)
          .setType(
              TypeProto.newBuilder()
                  .setTensorType(
                      TypeProto.Tensor.newBuilder()
                          .setElemType(TensorProto.DataType.FLOAT.getNumber())
                          .setShape(shape)))
          .build();
    }
  }
}
