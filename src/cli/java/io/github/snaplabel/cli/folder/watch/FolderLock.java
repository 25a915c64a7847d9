package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Locks a folder for one process: two would overwrite each other's tags. */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Acquires the lock. The operating system releases it when the process exits.
   *
   * @throws UnusableFolderException if another process holds it
   */
  public static FolderLock take(Folder folder) throws IOException, UnusableFolderException {
    FileChannel channel =
        FileChannel.open(
            folder.privateFile("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new UnusableFolderException(
            "The folder %s is being served by another process.".formatted(folder.root()));
      }
      return new FolderLock(channel);
    } catch (IOException | UnusableFolderException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      // This process already holds the lock.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
