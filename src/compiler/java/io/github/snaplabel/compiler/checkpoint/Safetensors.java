package io.github.snaplabel.compiler.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@code .safetensors} file: the header's length as a little-endian int64, the header in
 * JSON (type, shape and position of each tensor), then the tensors without gaps.
 */
final class Safetensors {
  /** The format's limit for the header, in bytes. */
  static final long LONGEST_FORMAT_HEADER = 100_000_000;

  /** The largest header accepted here, in bytes; a ResNet-152's takes 100 kB. */
  private static final long LONGEST_HEADER = 8 << 20;

  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final FileChannel file;
  private final long start;
  private final long size;

  private Safetensors(FileChannel file, long start, long size) {
    this.file = file;
    this.start = start;
    this.size = size;
  }

  static StateDict read(FileChannel file) throws IOException, CheckpointException {
    long rest = file.size() - Long.BYTES;
    long length = new StorageBytes.InFile(file, 0, Long.BYTES).read(0, Long.BYTES).getLong();
    if (length > rest || length > LONGEST_HEADER) {
      throw new CheckpointException(
          "the safetensors file declares a header of %,d bytes, but %s"
              .formatted(length, length > rest ? "the file is shorter" : "at most 8 MB are read"));
    }
    byte[] header = new StorageBytes.InFile(file, Long.BYTES, length).read(0, (int) length).array();
    JsonNode root;
    try {
      root = JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          "the header of the safetensors file is not JSON: " + e.getOriginalMessage());
    }
    return new Safetensors(file, Long.BYTES + length, rest - length).tensors(root);
  }

  private StateDict tensors(JsonNode header) throws IOException, CheckpointException {
    Map<String, StoredTensor> tensors = new HashMap<>();
    List<StorageBytes.InFile> places = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals(METADATA)) {
        StorageBytes.InFile place = place(entry.getKey(), entry.getValue());
        places.add(place);
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), place));
      }
    }
    checkPlaces(places);
    return new StateDict(file, file.size(), tensors);
  }

  private StorageBytes.InFile place(String name, JsonNode tensor) throws CheckpointException {
    List<Long> offsets = numbers(name, tensor.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > size) {
      throw new CheckpointException(
          "the file is damaged or cut off: %s is declared at bytes %s of %d"
              .formatted(name, offsets, size));
    }
    return new StorageBytes.InFile(file, start + offsets.get(0), offsets.get(1) - offsets.get(0));
  }

  private static StoredTensor tensor(String name, JsonNode tensor, StorageBytes.InFile place)
      throws CheckpointException {
    String dtype = tensor.path("dtype").asText();
    ElementType type =
        ElementType.ofDtype(dtype)
            .orElseThrow(() ->
                new CheckpointException(
                    "%s is of type %s, which is not supported".formatted(name, dtype)));
    TensorLayout layout = TensorLayout.rowMajor(numbers(name, tensor.path("shape")));
    if ((long) layout.count() * type.size() != place.size()) {
      throw new CheckpointException(
          "%s is %s of %s and would take %d bytes, but has %d"
              .formatted(
                  name, layout.shape(), dtype, (long) layout.count() * type.size(), place.size()));
    }
    return StoredTensor.of(name, type, layout, place);
  }

  private static List<Long> numbers(String name, JsonNode array) throws CheckpointException {
    List<Long> numbers = new ArrayList<>();
    boolean whole = array.isArray();
    for (JsonNode number : array) {
      whole &= number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
      numbers.add(number.longValue());
    }
    if (!whole) {
      throw new CheckpointException(name + " has no shape, or no data_offsets, of whole numbers");
    }
    return numbers;
  }

  /** Checks that the tensors cover all data without gaps or overlaps, as the format requires. */
  private void checkPlaces(List<StorageBytes.InFile> places) throws CheckpointException {
    places.sort(
        Comparator.comparingLong(StorageBytes.InFile::start)
            .thenComparingLong(StorageBytes.InFile::size));
    long end = start;
    for (StorageBytes.InFile place : places) {
      if (place.start() != end) {
        throw new CheckpointException(
            "the tensors of the safetensors file overlap or leave gaps at byte " + end);
      }
      end += place.size();
    }
    if (end != start + size) {
      throw new CheckpointException(
          "the safetensors file has %d bytes after its last tensor".formatted(start + size - end));
    }
  }
}
