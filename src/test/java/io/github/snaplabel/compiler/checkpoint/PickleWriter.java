package io.github.snaplabel.compiler.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes a pickle operation by operation, including those that Python would never write. */
final class PickleWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleWriter() {
    op(0x80).op(2);
  }

  /** Adds bytes, each an operation or an operand. */
  PickleWriter op(int... operations) {
    for (int operation : operations) {
      bytes.write(operation);
    }
    return this;
  }

  /** Adds operations without operands, as characters. */
  PickleWriter ops(String operations) {
    bytes.writeBytes(operations.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleWriter hex(String operations) {
    bytes.writeBytes(HexFormat.of().parseHex(operations));
    return this;
  }

  PickleWriter global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  PickleWriter string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    op('X').int32(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  PickleWriter number(int value) {
    return op('J').int32(value);
  }

  private PickleWriter int32(int value) {
    bytes.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  /** Adds a storage of float32 under the key "0". */
  PickleWriter storage(int count) {
    return ops("(")
        .string("storage")
        .global("torch", "FloatStorage")
        .string("0")
        .string("cpu")
        .number(count)
        .ops("tQ");
  }

  /** Adds a one-dimensional tensor with such a storage. */
  PickleWriter tensor(int count, int offset, int size, int stride) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .ops("(")
        .storage(count)
        .number(offset)
        .number(size)
        .op(0x85)
        .number(stride)
        .op(0x85)
        .op(0x89)
        .global("collections", "OrderedDict")
        .ops(")RtR");
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Completes the pickle and reads it. */
  Object read() throws CheckpointException {
    op('.');
    return new StateDictUnpickler().read(new ByteArrayInputStream(bytes()));
  }
}
