package io.github.snaplabel.compiler.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Unpickles state dicts only.
 *
 * <p>A pickle is a program. This unpickler builds numbers, strings, tuples, lists, dictionaries and
 * the objects that {@link StateDictGlobals} allows, with the operations that {@code torch.save}
 * uses, and fails at any other operation. Each byte of a pickle creates at most one object, a
 * pickle has at most {@link #LONGEST} bytes, and the time of an operation does not depend on the
 * objects built before it. Not thread-safe.
 */
final class StateDictUnpickler extends Unpickler {
  /** The longest pickle accepted, in bytes; a ResNet-152's takes 150 kB. */
  static final int LONGEST = 4 << 20;

  private static final int DEEPEST_STACK = 100_000;

  private final Map<String, PickledStorage> storages = new HashMap<>();

  /**
   * Reads the next pickle from a stream.
   *
   * @throws CheckpointException if it is damaged, or uses what a state dict does not need
   */
  Object read(ByteArrayInputStream pickle) throws CheckpointException {
    try {
      return load(pickle);
    } catch (RefusedPickleException e) {
      throw e.refusal();
    } catch (IOException | RuntimeException e) {
      // On damaged input, the library may throw any RuntimeException.
      throw new CheckpointException("the checkpoint's pickle is damaged or cut off");
    }
  }

  /** Returns all storages described so far, by key. */
  Map<String, PickledStorage> storages() {
    return storages;
  }

  @Override
  protected Object persistentLoad(Object id) {
    PickledStorage storage = PickledStorage.of(id);
    PickledStorage known = storages.putIfAbsent(storage.key(), storage);
    if (known != null && !known.equals(storage)) {
      throw new RefusedPickleException(
          "the checkpoint describes storage %s in two ways".formatted(storage.key()));
    }
    return storage;
  }

  @Override
  protected Object dispatch(short key) throws PickleException, IOException {
    if (stack.size() > DEEPEST_STACK) {
      throw new RefusedPickleException("the checkpoint's pickle has very long tuples");
    }
    switch (key) {
      case Opcodes.GLOBAL ->
          stack.add(
              StateDictGlobals.find(PickleUtils.readline(input), PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) Objects.requireNonNull(stack.pop());
        String module = (String) Objects.requireNonNull(stack.pop());
        stack.add(StateDictGlobals.find(module, name));
      }
      case Opcodes.BUILD -> build();
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        put(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
      // The library's own method copies the whole list each time.
      case Opcodes.APPENDS -> appendTo(stack.pop_all_since_marker());
      case Opcodes.BINUNICODE, Opcodes.BINSTRING -> {
        checkLength();
        return super.dispatch(key);
      }
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINSTRING,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.EMPTY_LIST,
          Opcodes.APPEND,
          Opcodes.EMPTY_DICT,
          Opcodes.REDUCE,
          Opcodes.BINPERSID,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET -> {
        return super.dispatch(key);
      }
      default ->
          throw new RefusedPickleException(
              "the checkpoint uses the pickle operation 0x%02x, which a state dict does not need"
                  .formatted(key));
    }
    return NO_RETURN_VALUE;
  }

  /** Ignores the attributes of a dictionary, such as the versions of a network's layers. */
  private void build() {
    stack.pop();
    if (!(stack.peek() instanceof Map)) {
      throw new RefusedPickleException(
          "the checkpoint sets attributes of something other than a dictionary");
    }
  }

  private void put(List<Object> keysAndValues) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> dictionary = (Map<Object, Object>) stack.peek();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      // Hashing a list takes time proportional to its depth, and never ends if it contains itself.
      if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw new RefusedPickleException(
            "the checkpoint has a dictionary with keys other than strings and numbers");
      }
      dictionary.put(key, keysAndValues.get(i + 1));
    }
  }

  private void appendTo(List<Object> items) {
    @SuppressWarnings("unchecked")
    ArrayList<Object> list = (ArrayList<Object>) stack.peek();
    list.addAll(items);
  }

  /** Checks a string's declared length, as the library allocates that many bytes. */
  private void checkLength() throws IOException {
    input.mark(Integer.BYTES);
    byte[] length = input.readNBytes(Integer.BYTES);
    input.reset();
    if (length.length < Integer.BYTES
        || Integer.toUnsignedLong(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt())
            > input.available() - Integer.BYTES) {
      throw new EOFException();
    }
  }
}
