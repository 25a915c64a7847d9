package io.github.snaplabel.compiler.checkpoint;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * The named tensors of a trained network, in a file written by PyTorch ({@code torch.save}, both
 * formats) or safetensors. Each tensor is read on request. Not thread-safe.
 */
public final class StateDict implements Closeable {
  private final Closeable file;
  private final TreeMap<String, StoredTensor> tensors;

  /**
   * Bytes that may still be read: tensors may share a storage, but must not sum to more than the
   * file.
   */
  private long bytesLeft;

  /**
   * @param file open file, closed by {@link #close}
   * @param size size of the file in bytes
   */
  StateDict(Closeable file, long size, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.bytesLeft = size;
    this.tensors = new TreeMap<>(tensors);
  }

  /** Returns whether a file is a checkpoint, by its first bytes. */
  public static boolean recognizes(Path file) throws IOException {
    return CheckpointFormat.of(file).isPresent();
  }

  /**
   * Opens a file and reads the names and shapes of its tensors.
   *
   * @throws CheckpointException if it is damaged or does not contain a state dict
   */
  public static StateDict open(Path file) throws IOException, CheckpointException {
    Optional<CheckpointFormat> format = CheckpointFormat.of(file);
    if (format.isEmpty()) {
      throw new CheckpointException("the file is not a checkpoint of PyTorch or safetensors");
    }
    return switch (format.get()) {
      case ZIP -> ZipCheckpoint.open(file);
      case STREAM -> open(file, StreamCheckpoint::read);
      case SAFETENSORS -> open(file, Safetensors::read);
      case PICKLE ->
          throw new CheckpointException(
              "the file is a plain pickle: save the weights with torch.save(model.state_dict(),"
                  + " file)");
    };
  }

  /** Reads the names and shapes in an open file, which the state dict then closes. */
  private interface Reader {
    StateDict read(FileChannel file) throws IOException, CheckpointException;
  }

  private static StateDict open(Path path, Reader reader) throws IOException, CheckpointException {
    FileChannel file = FileChannel.open(path);
    try {
      return reader.read(file);
    } catch (IOException | CheckpointException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the names of all tensors, sorted. */
  public NavigableSet<String> names() {
    return Collections.unmodifiableNavigableSet(tensors.navigableKeySet());
  }

  /**
   * Returns the dimensions of a tensor, outermost first.
   *
   * @param name one of {@link #names}
   */
  public List<Long> shape(String name) {
    return tensor(name).layout().shape();
  }

  /**
   * Returns the dimensions of a tensor as text, such as {@code [64,3,7,7]}.
   *
   * @param name one of {@link #names}
   */
  public String shapeText(String name) {
    return tensor(name).layout().shapeText();
  }

  /**
   * Reads a tensor as float32.
   *
   * @param name one of {@link #names}
   * @return its elements in row-major order
   * @throws CheckpointException if it is not float16, bfloat16, float32 or float64
   */
  public float[] read(String name) throws IOException, CheckpointException {
    StoredTensor tensor = tensor(name);
    if (!tensor.type().isFloat()) {
      throw new CheckpointException(
          "%s is of type %s; weights are float16, bfloat16, float32 or float64"
              .formatted(name, tensor.type().name().toLowerCase(Locale.ROOT)));
    }
    bytesLeft -= tensor.bytes();
    if (bytesLeft < 0) {
      throw new CheckpointException(name + " and others before it are larger than the file");
    }
    try {
      return tensor.read();
    } catch (ZipException | EOFException e) {
      throw new CheckpointException(
          "%s cannot be read: the file is damaged (%s)".formatted(name, e.getMessage()));
    }
  }

  private StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor is named " + name);
    }
    return tensor;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
