package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Replaces the weights of an ONNX model by references to an {@code .ort} file of the same network,
 * so that a package with both contains them once. ONNX calls this external data.
 */
final class SharedWeights {
  /** Smaller weights stay in the model: a reference takes about as many bytes. */
  private static final int LEAST_BYTES = 256;

  /** FlatBuffers, the format of {@code .ort} files, aligns every vector to 4 bytes or more. */
  private static final int ALIGNMENT = 4;

  private static final ValueLayout.OfLong FIRST_BYTES =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;
  private final Map<Long, List<TensorProto.Builder>> missing = new HashMap<>();

  private SharedWeights(MemorySegment file) {
    this.file = file;
  }

  /**
   * Returns the model with references in place of the weights that the file contains byte for byte.
   *
   * @param ort in the folder that the model will be written to
   */
  static ModelProto refer(ModelProto model, Path ort) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(ort)) {
      MemorySegment file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      GraphProto.Builder graph = model.getGraph().toBuilder();
      new SharedWeights(file).refer(graph, ort.getFileName().toString());
      return model.toBuilder().setGraph(graph).build();
    }
  }

  /** Replaces the weights in a single pass over the file, regardless of their number. */
  private void refer(GraphProto.Builder graph, String location) {
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getRawData().size() >= LEAST_BYTES) {
        long first = segment(tensor).get(FIRST_BYTES, 0);
        missing.computeIfAbsent(first, _ -> new ArrayList<>()).add(tensor);
      }
    }
    long last = file.byteSize() - LEAST_BYTES;
    for (long offset = 0; offset <= last && !missing.isEmpty(); offset += ALIGNMENT) {
      long first = file.get(FIRST_BYTES, offset);
      List<TensorProto.Builder> candidates = missing.get(first);
      if (candidates != null) {
        refer(candidates, location, offset);
        if (candidates.isEmpty()) {
          missing.remove(first);
        }
      }
    }
  }

  private void refer(List<TensorProto.Builder> candidates, String location, long offset) {
    for (Iterator<TensorProto.Builder> rest = candidates.iterator(); rest.hasNext(); ) {
      TensorProto.Builder tensor = rest.next();
      if (isAt(offset, segment(tensor))) {
        int length = tensor.getRawData().size();
        tensor
            .clearRawData()
            .setDataLocation(DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Integer.toString(length)));
        rest.remove();
      }
    }
  }

  private boolean isAt(long offset, MemorySegment weights) {
    long length = weights.byteSize();
    return length <= file.byteSize() - offset
        && MemorySegment.mismatch(file, offset, offset + length, weights, 0, length) < 0;
  }

  /** Returns the weights in ONNX's byte order, which is little-endian, as in the file. */
  private static MemorySegment segment(TensorProto.Builder tensor) {
    ByteString weights = tensor.getRawData();
    return MemorySegment.ofBuffer(weights.asReadOnlyByteBuffer());
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
