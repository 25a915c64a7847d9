package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folds constants with ONNX Runtime, such as the shapes that an exported model computes at run time
 * when its batch size is dynamic.
 */
final class GraphFolding {
  private GraphFolding() {}

  /**
   * Returns the same model with a batch size of 1, constants folded, MatMul and Add merged into
   * Gemm, and batch normalization merged into Conv where possible.
   *
   * @param inputSize height and width of the image, in pixels
   * @throws OrtException if ONNX Runtime rejects the model
   * @throws InvalidModelException if the model has more than one input
   */
  static ModelProto fold(ModelProto model, int inputSize)
      throws IOException, OrtException, InvalidModelException {
    Path folder = Files.createTempDirectory("snaplabel");
    Path folded = folder.resolve("folded.onnx");
    try {
      InferenceSession.fold(FixedInput.of(model, inputSize), folded);
      return ModelProto.parseFrom(Files.readAllBytes(folded));
    } finally {
      Files.deleteIfExists(folded);
      Files.delete(folder);
    }
  }
}
