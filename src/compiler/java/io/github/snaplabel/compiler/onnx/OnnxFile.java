package io.github.snaplabel.compiler.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.PinnedFile;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads ONNX files, embeds external weights, and converts half precision to float32. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Reads a model in float32, with all weights embedded.
   *
   * @throws InvalidModelException if it is not an ONNX file, has no graph, or some of its weights
   *     are missing
   */
  public static ModelProto read(Path file) throws IOException, InvalidModelException {
    ModelProto model = parse(file);
    if (model.getGraph().getNodeCount() == 0) {
      throw new InvalidModelException(
          "%s: expected an ONNX file with a graph, found %s"
              .formatted(file, PinnedFile.describe(file)));
    }
    return HalfPrecision.widen(ExternalWeights.of(model, file).load(model));
  }

  /**
   * Returns the SHA-256 of a file, including its external weights if it is an ONNX file; 64 hex
   * digits.
   *
   * @throws InvalidModelException if a weight file is missing
   */
  public static String sha256(Path file) throws IOException, InvalidModelException {
    Sha256 hash = new Sha256().add(file);
    Optional<ModelProto> model = tryParse(file);
    if (model.isPresent()) {
      for (Path weights : ExternalWeights.of(model.get(), file).files()) {
        hash.add(weights);
      }
    }
    return hash.hex();
  }

  private static ModelProto parse(Path file) throws IOException, InvalidModelException {
    Optional<ModelProto> model = tryParse(file);
    if (model.isEmpty()) {
      throw new InvalidModelException(
          "%s: expected an ONNX file or a checkpoint, found %s"
              .formatted(file, PinnedFile.describe(file)));
    }
    return model.get();
  }

  private static Optional<ModelProto> tryParse(Path file) throws IOException {
    try {
      return Optional.of(ModelProto.parseFrom(Files.readAllBytes(file)));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }
}
