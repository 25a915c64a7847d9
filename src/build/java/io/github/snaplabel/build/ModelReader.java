package io.github.snaplabel.build;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.github.snaplabel.build.checkpoint.CheckpointException;
import io.github.snaplabel.build.checkpoint.StateDict;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the file of a model, whose form its content tells: a checkpoint, else ONNX. */
final class ModelReader {
  private ModelReader() {}

  /**
   * Reads the graph of a model, its weights in it.
   *
   * @throws InvalidModel if it is neither a checkpoint of a ResNet nor an ONNX file that keeps the
   *     {@link ModelContract}
   */
  static GraphProto read(Path file) throws IOException, InvalidModel {
    return StateDict.recognizes(file) ? checkpoint(file) : ModelContract.read(file);
  }

  private static GraphProto checkpoint(Path file) throws IOException, InvalidModel {
    try (StateDict weights = StateDict.open(file)) {
      return ResNetGraph.of(weights);
    } catch (CheckpointException | InvalidModel e) {
      throw new InvalidModel(file + ": " + e.getMessage());
    }
  }
}
