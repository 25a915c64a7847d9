package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.snaplabel.compiler.checkpoint.CheckpointException;
import io.github.snaplabel.compiler.checkpoint.StateDict;
import io.github.snaplabel.compiler.onnx.OnnxFile;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a model from a checkpoint or an ONNX file, recognized by content. */
public final class ModelReader {
  private ModelReader() {}

  /**
   * Reads a model in float32, with all weights embedded.
   *
   * @throws InvalidModelException if it is neither a checkpoint of a ResNet nor an ONNX file that
   *     fulfills the {@link ModelContract}
   */
  public static ModelProto read(Path file) throws IOException, InvalidModelException {
    if (StateDict.recognizes(file)) {
      return OnnxWriter.model(checkpoint(file));
    }
    ModelProto model = OnnxFile.read(file);
    ModelContract.check(model.getGraph());
    return model;
  }

  /** Returns the SHA-256 of a model's file, including external weights; 64 hex digits. */
  public static String sha256(Path file) throws IOException, InvalidModelException {
    return StateDict.recognizes(file) ? Sha256.of(file) : OnnxFile.sha256(file);
  }

  private static GraphProto checkpoint(Path file) throws IOException, InvalidModelException {
    try (StateDict weights = StateDict.open(file)) {
      return ResNetGraph.of(weights);
    } catch (CheckpointException | InvalidModelException e) {
      throw new InvalidModelException(file + ": " + e.getMessage());
    }
  }
}
