package io.github.snaplabel.compiler.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The bytes of a storage, read from the file on request. */
sealed interface StorageBytes {
  /** Returns the size in bytes. */
  long size();

  /**
   * Reads a part of the storage.
   *
   * @param position position of the first byte, relative to the storage
   * @return a buffer in the file's byte order
   */
  ByteBuffer read(long position, int count) throws IOException;

  /** Part of a plain file, in little-endian order. */
  record InFile(FileChannel file, long start, long size) implements StorageBytes {
    @Override
    public ByteBuffer read(long position, int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining()) {
        if (file.read(bytes, start + position + bytes.position()) < 0) {
          throw new EOFException("the file ends within a tensor");
        }
      }
      return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** An uncompressed entry of a ZIP archive. */
  record InArchive(ZipFile archive, ZipEntry entry, ByteOrder order) implements StorageBytes {
    @Override
    public long size() {
      return entry.getSize();
    }

    @Override
    public ByteBuffer read(long position, int count) throws IOException {
      byte[] bytes = new byte[count];
      try (InputStream in = archive.getInputStream(entry)) {
        in.skipNBytes(position);
        if (in.readNBytes(bytes, 0, count) < count) {
          throw new EOFException("the file ends within a tensor");
        }
      }
      return ByteBuffer.wrap(bytes).order(order);
    }
  }
}
