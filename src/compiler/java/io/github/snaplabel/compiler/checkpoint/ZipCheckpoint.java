package io.github.snaplabel.compiler.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the format of {@code torch.save} since PyTorch 1.6: an uncompressed ZIP archive with one
 * folder, which contains {@code data.pkl}, {@code data/KEY} for each storage, and {@code byteorder}
 * (optional; the default is little-endian).
 */
final class ZipCheckpoint {
  private static final String PICKLE = "data.pkl";

  private final ZipFile archive;
  private final String folder;

  private ZipCheckpoint(ZipFile archive, String folder) {
    this.archive = archive;
    this.folder = folder;
  }

  static StateDict open(Path path) throws IOException, CheckpointException {
    ZipFile archive;
    try {
      archive = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new CheckpointException(
          "the ZIP archive is damaged or cut off (" + e.getMessage() + ")");
    }
    try {
      long size = Files.size(path);
      ZipCheckpoint checkpoint = new ZipCheckpoint(archive, folder(archive));
      checkpoint.checkEntries(size);
      return checkpoint.read(size);
    } catch (ZipException e) {
      archive.close();
      throw new CheckpointException("the ZIP archive is damaged (" + e.getMessage() + ")");
    } catch (IOException | CheckpointException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /**
   * Checks that entries are uncompressed and fit into the file, so that reading them cannot take
   * more memory than the file's size.
   */
  private void checkEntries(long size) throws CheckpointException {
    if (archive.getEntry(folder + "constants.pkl") != null) {
      throw new CheckpointException(
          "the file is a TorchScript program: save the weights with"
              + " torch.save(model.state_dict(), file)");
    }
    long rest = size;
    for (ZipEntry entry : (Iterable<ZipEntry>) archive.stream().map(e -> (ZipEntry) e)::iterator) {
      if (entry.getMethod() != ZipEntry.STORED) {
        throw new CheckpointException(
            "the entry %s is compressed; those of torch.save are not".formatted(entry.getName()));
      }
      rest -= entry.getSize();
      if (entry.getSize() != entry.getCompressedSize() || rest < 0) {
        throw new CheckpointException(
            "the entry %s is larger than the file".formatted(entry.getName()));
      }
    }
  }

  private static String folder(ZipFile archive) throws CheckpointException {
    String pickle =
        archive.stream()
            .map(ZipEntry::getName)
            .filter(
                name -> name.endsWith("/" + PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .findFirst()
            .orElseThrow(() ->
                new CheckpointException(
                    "the ZIP archive has no data.pkl, which torch.save would write"));
    return pickle.substring(0, pickle.length() - PICKLE.length());
  }

  private StateDict read(long size) throws IOException, CheckpointException {
    byte[] pickle = content(entry(PICKLE), StateDictUnpickler.LONGEST);
    StateDictUnpickler unpickler = new StateDictUnpickler();
    Object root = unpickler.read(new ByteArrayInputStream(pickle));
    ByteOrder order = order();
    Map<String, StorageBytes> storages = new HashMap<>();
    for (PickledStorage storage : unpickler.storages().values()) {
      ZipEntry entry = entry("data/" + storage.key());
      if (entry.getSize() < storage.bytes()) {
        throw new CheckpointException(
            "storage %s has %,d bytes, expected %,d"
                .formatted(storage.key(), entry.getSize(), storage.bytes()));
      }
      storages.put(storage.key(), new StorageBytes.InArchive(archive, entry, order));
    }
    return new StateDict(archive, size, PickledTensor.locate(root, storages));
  }

  private ByteOrder order() throws IOException, CheckpointException {
    ZipEntry entry = archive.getEntry(folder + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String order = new String(content(entry, 16), StandardCharsets.US_ASCII);
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new CheckpointException("expected byteorder little or big, found " + order);
    };
  }

  private ZipEntry entry(String name) throws CheckpointException {
    ZipEntry entry = archive.getEntry(folder + name);
    if (entry == null) {
      throw new CheckpointException("the ZIP archive has no entry " + folder + name);
    }
    return entry;
  }

  private byte[] content(ZipEntry entry, int most) throws IOException, CheckpointException {
    if (entry.getSize() > most) {
      throw new CheckpointException(
          "the entry %s has %,d bytes, expected at most %,d"
              .formatted(entry.getName(), entry.getSize(), most));
    }
    try (InputStream in = archive.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
