package io.github.snaplabel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Labels the images of a folder on all cores, one core per image. */
final class SideBySide implements AutoCloseable {
  private final PeerKind kind;
  private final Setup setup;
  private final ExecutorService threads;

  /** Opened at first use, so that it does not count as start time. */
  private @Nullable Peer peer;

  SideBySide(PeerKind kind, Setup setup, int processors) {
    this.kind = kind;
    this.setup = setup;
    this.threads = Executors.newFixedThreadPool(processors);
  }

  /** Labels all files and returns the time taken, in seconds. */
  double run(Path folder) throws Exception {
    Peer opened = peer == null ? kind.open(setup, 1) : peer;
    peer = opened;
    List<Path> files = files(folder);
    List<Future<Answer>> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (Path file : files) {
      answers.add(threads.submit(() -> opened.label(Files.readAllBytes(file))));
    }
    for (Future<Answer> answer : answers) {
      answer.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() {
    threads.close();
    if (peer != null) {
      peer.close();
    }
  }
}
