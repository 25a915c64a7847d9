package io.github.snaplabel.compiler.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the format of {@code torch.save} before PyTorch 1.6: five pickles (magic number, protocol
 * version, system information, the object, the keys of its storages), then for each storage the
 * number of elements as an int64 and the elements, all little-endian.
 */
final class StreamCheckpoint {
  private static final long PROTOCOL = 1001;

  private StreamCheckpoint() {}

  static StateDict read(FileChannel file) throws IOException, CheckpointException {
    int head = (int) Math.min(file.size(), StateDictUnpickler.LONGEST);
    ByteArrayInputStream pickles =
        new ByteArrayInputStream(new StorageBytes.InFile(file, 0, head).read(0, head).array());
    StateDictUnpickler unpickler = new StateDictUnpickler();
    unpickler.read(pickles);
    Object protocol = unpickler.read(pickles);
    if (!(protocol instanceof Number number) || number.longValue() != PROTOCOL) {
      throw new CheckpointException(
          "the checkpoint has protocol %s, expected %d"
              .formatted(protocol instanceof Number ? protocol : "none", PROTOCOL));
    }
    unpickler.read(pickles);
    Object root = unpickler.read(pickles);
    Object keys = unpickler.read(pickles);
    if (!(keys instanceof List<?> list)) {
      throw new CheckpointException("the checkpoint does not list its storages");
    }
    Map<String, StorageBytes> storages =
        storages(file, head - pickles.available(), list, unpickler.storages());
    return new StateDict(file, file.size(), PickledTensor.locate(root, storages));
  }

  private static Map<String, StorageBytes> storages(
      FileChannel file, long start, List<?> keys, Map<String, PickledStorage> pickled)
      throws IOException, CheckpointException {
    Map<String, StorageBytes> storages = new HashMap<>();
    long position = start;
    for (Object key : keys) {
      PickledStorage storage = key instanceof String name ? pickled.get(name) : null;
      if (storage == null) {
        throw new CheckpointException("the checkpoint lists a storage that no tensor uses");
      }
      if (file.size() - position < Long.BYTES) {
        throw cutOff(storage);
      }
      long count =
          new StorageBytes.InFile(file, position, Long.BYTES).read(0, Long.BYTES).getLong();
      position += Long.BYTES;
      if (count != storage.count()) {
        throw new CheckpointException(
            "storage %s has %d elements, expected %d"
                .formatted(storage.key(), count, storage.count()));
      }
      if (storage.bytes() > file.size() - position) {
        throw cutOff(storage);
      }
      storages.put(storage.key(), new StorageBytes.InFile(file, position, storage.bytes()));
      position += storage.bytes();
    }
    return storages;
  }

  private static CheckpointException cutOff(PickledStorage storage) {
    return new CheckpointException(
        "the file is cut off: storage %s of %,d bytes is incomplete"
            .formatted(storage.key(), storage.bytes()));
  }
}
