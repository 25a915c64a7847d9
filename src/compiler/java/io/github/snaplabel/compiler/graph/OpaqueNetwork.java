package io.github.snaplabel.compiler.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.Optional;

/**
 * A classifier with operators that ONNX Runtime supports but the compiler does not: it runs as
 * exported, in float32.
 *
 * @param model with the input {@code [1,3,inputSize,inputSize]}
 * @param inputSize height and width of the input, in pixels
 * @param classes number of classes
 */
public record OpaqueNetwork(ModelProto model, int inputSize, int classes) implements SourceNetwork {
  /**
   * Prepares a model for images of one size, and runs it once to count its classes.
   *
   * @param model fulfills the {@link ModelContract}
   * @throws InvalidModelException if ONNX Runtime rejects it, it was exported for images of another
   *     size, or it has fewer than two classes
   */
  public static OpaqueNetwork of(ModelProto model, int inputSize) throws InvalidModelException {
    ModelContract.checkInputSize(model.getGraph(), inputSize);
    ModelProto single = FixedInput.of(model, inputSize);
    try (InferenceSession session = InferenceSession.open(single, inputSize)) {
      int classes = session.logits(new float[3 * inputSize * inputSize]).length;
      ModelContract.checkClasses(classes);
      return new OpaqueNetwork(single, inputSize, classes);
    } catch (OrtException e) {
      throw InferenceSession.rejection(e);
    }
  }

  @Override
  public Optional<String> architecture() {
    return Optional.empty();
  }
}
