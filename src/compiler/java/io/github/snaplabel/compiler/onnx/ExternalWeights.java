package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Weights that an ONNX model stores in separate files, the default of {@code torch.onnx.export}
 * since PyTorch 2.9 ({@code model.onnx.data}).
 */
final class ExternalWeights {
  private final Path folder;
  private final SortedSet<Path> files = new TreeSet<>();

  private ExternalWeights(Path folder) {
    this.folder = folder;
  }

  /**
   * Finds the weight files of a model.
   *
   * @param onnx the model's file; the weight files are in the same folder
   * @throws InvalidModelException if one is missing or outside that folder
   */
  static ExternalWeights of(ModelProto model, Path onnx) throws IOException, InvalidModelException {
    ExternalWeights weights =
        new ExternalWeights(onnx.resolveSibling("").toAbsolutePath().normalize());
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      weights.find(tensor);
    }
    for (NodeProto node : model.getGraph().getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        weights.find(attribute.getT());
      }
    }
    return weights;
  }

  /** Returns the files in alphabetical order; none if the model has no external weights. */
  SortedSet<Path> files() {
    return files;
  }

  /**
   * Returns the model with all weights embedded.
   *
   * @throws InvalidModelException if a file is too short
   */
  ModelProto load(ModelProto model) throws IOException, InvalidModelException {
    if (files.isEmpty()) {
      return model;
    }
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      load(tensor);
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasT()) {
          load(attribute.getTBuilder());
        }
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private void find(TensorProto tensor) throws InvalidModelException {
    if (isExternal(tensor)) {
      files.add(file(tensor, locations(tensor)));
    }
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  private void load(TensorProto.Builder tensor) throws IOException, InvalidModelException {
    TensorProto described = tensor.build();
    if (!isExternal(described)) {
      return;
    }
    Map<String, String> location = locations(described);
    Path file = file(described, location);
    long size = Files.size(file);
    long offset = number(described, location, "offset", 0);
    long length = number(described, location, "length", size - offset);
    if (offset > size || length > size - offset || length > Integer.MAX_VALUE - 8) {
      throw new InvalidModelException(
          "tensor %s: expected %,d bytes from byte %,d of %s, found a file of %,d bytes"
              .formatted(described.getName(), length, offset, file.getFileName(), size));
    }
    tensor.setRawData(read(file, offset, (int) length)).clearExternalData().clearDataLocation();
  }

  private static ByteString read(Path file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new IOException(file + " was cut off while it was read");
        }
      }
    }
    return ByteString.copyFrom(bytes.flip());
  }

  private static Map<String, String> locations(TensorProto tensor) {
    Map<String, String> locations = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      locations.put(entry.getKey(), entry.getValue());
    }
    return locations;
  }

  /** Rejects paths outside the model's folder: an untrusted model must not read other files. */
  private Path file(TensorProto tensor, Map<String, String> location) throws InvalidModelException {
    String name = location.getOrDefault("location", "");
    Path file = folder.resolve(name).normalize();
    if (name.isEmpty() || !file.startsWith(folder)) {
      throw new InvalidModelException(
          "tensor %s: expected weights next to the ONNX file, found the location \"%s\""
              .formatted(tensor.getName(), name));
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(
          "tensor %s: its weights are in %s, which is missing; copy that file next to the ONNX file,"
                  .formatted(tensor.getName(), name)
              + " or export with torch.onnx.export(..., external_data=False)");
    }
    return file;
  }

  private static long number(
      TensorProto tensor, Map<String, String> location, String key, long absent)
      throws InvalidModelException {
    String value = location.get(key);
    if (value == null) {
      return absent;
    }
    if (!value.matches("[0-9]{1,18}")) {
      throw new InvalidModelException(
          "tensor %s: expected a number as %s, found \"%s\""
              .formatted(tensor.getName(), key, value));
    }
    return Long.parseLong(value);
  }
}
