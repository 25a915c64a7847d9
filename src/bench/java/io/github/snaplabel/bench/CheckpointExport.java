package io.github.snaplabel.bench;

import io.github.snaplabel.compiler.checkpoint.StateDict;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a checkpoint as ONNX, for the peers that read nothing else. */
final class CheckpointExport {
  private CheckpointExport() {}

  /**
   * Returns an ONNX file with the network of a model: the model's own file, or one that is written
   * from a checkpoint as the compiler reads it.
   *
   * @param model a file that was compiled before
   * @param target is written, or replaced, if the model is a checkpoint
   */
  static Path onnx(Path model, Path target) throws IOException {
    if (!StateDict.recognizes(model)) {
      return model;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      ModelReader.read(model).writeTo(out);
    } catch (InvalidModelException e) {
      throw new IOException(e.getMessage(), e);
    }
    return target;
  }
}
