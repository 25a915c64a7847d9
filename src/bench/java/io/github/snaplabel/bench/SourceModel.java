package io.github.snaplabel.bench;

import io.github.snaplabel.classify.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Finds the ONNX file that our model was compiled from, so that all peers use the same weights. */
final class SourceModel {
  private SourceModel() {}

  /** Looks where the model's build does, and takes the file with the hash that it noted. */
  static Path find(Options options) throws IOException {
    String wanted = ModelBundle.read(options.bundle()).manifest().sourceSha256();
    List<Path> candidates = new ArrayList<>();
    options.modelFile().ifPresent(candidates::add);
    candidates.addAll(onnxFiles(options.root().resolve("model")));
    candidates.addAll(onnxFiles(options.root().resolveSibling("shared").resolve("model")));
    for (Path file : candidates) {
      if (sha256(file).equals(wanted)) {
        return file;
      }
    }
    throw new IOException(
        "None of "
            + candidates
            + " is what model/compiled was compiled from; its SHA-256 is "
            + wanted);
  }

  private static List<Path> onnxFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).toList();
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
