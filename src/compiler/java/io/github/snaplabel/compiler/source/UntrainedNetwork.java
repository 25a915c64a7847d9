package io.github.snaplabel.compiler.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.classify.ModelManifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a ResNet-18 with random weights, to try the function without a model. The file depends
 * only on the number of classes.
 */
public final class UntrainedNetwork {
  /** The name of every such model. */
  public static final String NAME = "untrained";

  private static final String FILE = NAME + ".safetensors";
  private static final long SEED = 1;
  private static final int STAGES = 4;
  private static final int BLOCKS = 2;
  private static final int WIDTH = 64;

  /** Scales the residual branch of each block, so that activations do not double at each block. */
  private static final float DAMPING = 0.5f;

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private UntrainedNetwork(int classes) {
    convolution("conv1", "bn1", 1, WIDTH, 3, 7);
    int channels = WIDTH;
    for (int stage = 1; stage <= STAGES; stage++) {
      int wider = WIDTH << (stage - 1);
      for (int block = 0; block < BLOCKS; block++) {
        String name = "layer%d.%d.".formatted(stage, block);
        convolution(name + "conv1", name + "bn1", 1, wider, channels, 3);
        convolution(name + "conv2", name + "bn2", DAMPING, wider, wider, 3);
        if (channels != wider) {
          convolution(name + "downsample.0", name + "downsample.1", 1, wider, channels, 1);
        }
        channels = wider;
      }
    }
    tensors.put("fc.weight", Tensor.random(channels, classes, channels));
    tensors.put("fc.bias", Tensor.constant(0, classes));
  }

  /**
   * Writes the weights in the safetensors format.
   *
   * @param folder folder for the file; an older one is replaced
   * @param classes number of logits
   */
  public static ModelFile write(Path folder, int classes) throws IOException {
    Path file = folder.resolve(FILE);
    new UntrainedNetwork(classes).write(file);
    return new ModelFile(file, Sha256.of(file), ModelManifest.UNTRAINED, false);
  }

  /** Adds a convolution and its batch normalization, which only scales. */
  private void convolution(
      String name, String normalization, float scale, int outputs, int inputs, int size) {
    tensors.put(name + ".weight", Tensor.random(inputs * size * size, outputs, inputs, size, size));
    tensors.put(normalization + ".weight", Tensor.constant(scale, outputs));
    tensors.put(normalization + ".bias", Tensor.constant(0, outputs));
    tensors.put(normalization + ".running_mean", Tensor.constant(0, outputs));
    tensors.put(normalization + ".running_var", Tensor.constant(1, outputs));
  }

  private void write(Path file) throws IOException {
    ObjectNode header = new ObjectMapper().createObjectNode();
    long end = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode described = header.putObject(entry.getKey()).put("dtype", "F32");
      tensor.shape.forEach(described.putArray("shape")::add);
      long begin = end;
      end += (long) tensor.count() * Float.BYTES;
      described.putArray("data_offsets").add(begin).add(end);
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(SEED);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(json.length)
              .array());
      out.write(json);
      for (Tensor tensor : tensors.values()) {
        out.write(tensor.bytes(random));
      }
    }
  }

  /**
   * A tensor of uniformly distributed values.
   *
   * @param least smallest value
   * @param span difference between the largest and the smallest value
   */
  private record Tensor(float least, float span, List<Integer> shape) {
    static Tensor constant(float value, int length) {
      return new Tensor(value, 0, List.of(length));
    }

    /**
     * Returns weights with He's variance, 2 / inputs, which keeps the variance of activations the
     * same from layer to layer.
     *
     * @param inputs number of inputs of each output
     * @see <a href="https://arxiv.org/abs/1502.01852">He et al., 2015</a>
     */
    static Tensor random(int inputs, Integer... shape) {
      float bound = (float) Math.sqrt(6.0 / inputs);
      return new Tensor(-bound, 2 * bound, List.of(shape));
    }

    int count() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    byte[] bytes(Random random) {
      ByteBuffer bytes = ByteBuffer.allocate(count() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        bytes.putFloat(span == 0 ? least : least + span * random.nextFloat());
      }
      return bytes.array();
    }
  }
}
