package io.github.snaplabel.compiler.checkpoint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A tensor, as a pickle describes it. */
record PickledTensor(PickledStorage storage, TensorLayout layout) {
  /** Entries of a checkpoint that may contain the state dict, the most likely first. */
  private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model");

  private static final int DEEPEST_WRAPPING = 3;

  /**
   * Finds the state dict in an unpickled object: the object itself, or its entry {@code
   * state_dict}, {@code model_state_dict} or {@code model}. Entries that are not tensors are
   * skipped.
   *
   * @param storages storages by key
   * @throws CheckpointException if there is no state dict, or a tensor exceeds its storage
   */
  static Map<String, StoredTensor> locate(Object root, Map<String, StorageBytes> storages)
      throws CheckpointException {
    Map<String, StoredTensor> tensors = new HashMap<>();
    Map<?, ?> entries = stateDict(root);
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (entry.getKey() instanceof String name
          && entry.getValue() instanceof PickledTensor tensor) {
        StorageBytes storage =
            Objects.requireNonNull(storages.get(tensor.storage.key()), "each was listed");
        tensors.put(name, StoredTensor.of(name, tensor.storage.type(), tensor.layout, storage));
      }
    }
    if (tensors.isEmpty()) {
      throw new CheckpointException(
          "the checkpoint has no state dict: its entries are %s; expected names of tensors, or an"
                  .formatted(names(entries))
              + " entry state_dict, model_state_dict or model with them");
    }
    return tensors;
  }

  private static Map<?, ?> stateDict(Object root) throws CheckpointException {
    Object found = root;
    for (int i = 0; i < DEEPEST_WRAPPING && found instanceof Map<?, ?> outer; i++) {
      found =
          WRAPPERS.stream()
              .<Object>map(outer::get)
              .filter(Map.class::isInstance)
              .findFirst()
              .orElse(outer);
    }
    if (found instanceof Map<?, ?> entries) {
      return entries;
    }
    throw new CheckpointException(
        "the checkpoint holds a single %s, not a state dict: save model.state_dict()"
            .formatted(found instanceof PickledTensor ? "tensor" : "value or list"));
  }

  private static String names(Map<?, ?> entries) {
    return entries.isEmpty()
        ? "none"
        : entries.keySet().stream().limit(5).map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * Creates a tensor from the arguments of {@code torch._utils._rebuild_tensor_v2}: storage,
   * offset, size, strides, and others that only training needs.
   */
  static PickledTensor rebuild(Object... arguments) {
    if (arguments.length >= 4
        && arguments[0] instanceof PickledStorage storage
        && arguments[1] instanceof Number offset
        && arguments[2] instanceof Object[] size
        && arguments[3] instanceof Object[] strides) {
      try {
        return new PickledTensor(
            storage, TensorLayout.of(numbers(size), numbers(strides), whole(offset)));
      } catch (CheckpointException e) {
        throw new RefusedPickleException(e);
      }
    }
    throw new RefusedPickleException("the checkpoint has a tensor with unexpected arguments");
  }

  /** Returns the tensor of a {@code Parameter}, its first argument. */
  static PickledTensor parameter(Object... arguments) {
    if (arguments.length >= 1 && arguments[0] instanceof PickledTensor tensor) {
      return tensor;
    }
    throw new RefusedPickleException("the checkpoint has a parameter without a tensor");
  }

  private static List<Long> numbers(Object[] numbers) {
    return Arrays.stream(numbers).map(PickledTensor::whole).toList();
  }

  /**
   * Converts an unpickled integer, which may have one of three types; BigInteger exceeds any
   * tensor.
   */
  private static long whole(Object number) {
    if (number instanceof Integer || number instanceof Long) {
      return ((Number) number).longValue();
    }
    throw new RefusedPickleException("the checkpoint has a tensor whose sizes are not numbers");
  }
}
