package io.github.snaplabel.compiler;

import ai.onnx.proto.OnnxMl.GraphProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A {@code .safetensors} file in the making: names and shapes that count, and numbers that do not.
 */
public final class SafetensorsFile {
  private final TreeMap<String, Tensor> tensors;

  public SafetensorsFile() {
    this(Map.of());
  }

  private SafetensorsFile(Map<String, Tensor> tensors) {
    this.tensors = new TreeMap<>(tensors);
  }

  /** A ResNet of TorchVision's names with 4, 8, 16 and 32 channels and 1000 classes. */
  public static SafetensorsFile resnet(List<Integer> blocks, boolean bottleneck) {
    SafetensorsFile file = new SafetensorsFile();
    file.convolution("conv1", "bn1", 4, 3, 7);
    int channels = 4;
    for (int stage = 0; stage < 4; stage++) {
      int width = 4 << stage;
      int wider = bottleneck ? 4 * width : width;
      for (int block = 0; block < blocks.get(stage); block++) {
        String name = "layer%d.%d.".formatted(stage + 1, block);
        file.convolution(name + "conv1", name + "bn1", width, channels, bottleneck ? 1 : 3);
        file.convolution(name + "conv2", name + "bn2", width, width, 3);
        if (bottleneck) {
          file.convolution(name + "conv3", name + "bn3", wider, width, 1);
        }
        if (channels != wider) {
          file.convolution(name + "downsample.0", name + "downsample.1", wider, channels, 1);
        }
        channels = wider;
      }
    }
    return file.add("fc.weight", 1000, channels).add("fc.bias", 1000);
  }

  private void convolution(String name, String normalization, int wider, int channels, int size) {
    add(name + ".weight", wider, channels, size, size);
    for (String vector : List.of("weight", "bias", "running_mean", "running_var")) {
      add(normalization + "." + vector, wider);
    }
    add(normalization + ".num_batches_tracked");
  }

  public SafetensorsFile add(String name, long... shape) {
    tensors.put(name, new Tensor("F32", LongStream.of(shape).boxed().toList()));
    return this;
  }

  public SafetensorsFile remove(String name) {
    tensors.remove(name);
    return this;
  }

  public SafetensorsFile rename(String name, String other) {
    tensors.put(other, Objects.requireNonNull(tensors.remove(name)));
    return this;
  }

  /** Adds a prefix to all names. */
  public SafetensorsFile under(String prefix) {
    Map<String, Tensor> moved = new TreeMap<>();
    tensors.forEach((name, tensor) -> moved.put(prefix + name, tensor));
    tensors.clear();
    tensors.putAll(moved);
    return this;
  }

  public void addAllTo(SafetensorsFile other) {
    other.tensors.putAll(tensors);
  }

  /** Returns a copy with a tensor added or replaced. */
  public SafetensorsFile with(String name, long... shape) {
    return new SafetensorsFile(tensors).add(name, shape);
  }

  /** Returns a copy in which a tensor has another shape. */
  public SafetensorsFile change(String name, long... shape) {
    return without(name).add(name, shape);
  }

  /** Returns a copy without a tensor. */
  public SafetensorsFile without(String name) {
    if (!tensors.containsKey(name)) {
      throw new IllegalArgumentException(name);
    }
    return new SafetensorsFile(tensors).remove(name);
  }

  /** Returns a copy in which a tensor has another element type, of one byte. */
  public SafetensorsFile typed(String name, String dtype) {
    SafetensorsFile other = without(name);
    other.tensors.put(name, new Tensor(dtype, Objects.requireNonNull(tensors.get(name)).shape));
    return other;
  }

  /** Writes the file and builds the graph from it. */
  public GraphProto graph(Path folder) throws IOException, InvalidModelException {
    ObjectNode header = new ObjectMapper().createObjectNode();
    int end = 0;
    for (String name : tensors.keySet()) {
      Tensor tensor = tensors.get(name);
      ObjectNode entry = header.putObject(name).put("dtype", tensor.dtype);
      tensor.shape.forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(end).add(end + tensor.bytes());
      end += tensor.bytes();
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return ModelReader.read(Files.write(folder.resolve("model.safetensors"), bytes.array()))
        .getGraph();
  }

  private record Tensor(String dtype, List<Long> shape) {
    int bytes() {
      long count = shape.stream().reduce(1L, Math::multiplyExact);
      return Math.toIntExact(count * (dtype.equals("F32") ? Float.BYTES : 1));
    }
  }
}
