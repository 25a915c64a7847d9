package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.snaplabel.build.checkpoint.CheckpointException;
import io.github.snaplabel.build.checkpoint.StateDict;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the file of a model, whose form its content tells: a checkpoint, else ONNX. */
final class ModelReader {
  private ModelReader() {}

  /**
   * Reads a model in float32, its weights in it.
   *
   * @throws InvalidModel if it is neither a checkpoint of a ResNet nor an ONNX file that keeps the
   *     {@link ModelContract}
   */
  static ModelProto read(Path file) throws IOException, InvalidModel {
    if (StateDict.recognizes(file)) {
      return OnnxWriter.model(checkpoint(file));
    }
    ModelProto model = OnnxFile.read(file);
    ModelContract.check(model.getGraph());
    return model;
  }

  /** Returns the SHA-256 of all that a model is read from, 64 hex digits. */
  static String sha256(Path file) throws IOException, InvalidModel {
    return StateDict.recognizes(file) ? Sha256.of(file) : OnnxFile.sha256(file);
  }

  private static GraphProto checkpoint(Path file) throws IOException, InvalidModel {
    try (StateDict weights = StateDict.open(file)) {
      return ResNetGraph.of(weights);
    } catch (CheckpointException | InvalidModel e) {
      throw new InvalidModel(file + ": " + e.getMessage());
    }
  }
}
