package io.github.snaplabel.compiler.graph;

import io.github.snaplabel.compiler.checkpoint.StateDict;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the common prefix of a ResNet's tensors in a state dict. */
final class ResNetPrefix {
  /** End of an error message about a network that is not a ResNet. */
  static final String ONNX_ADVICE = "; other networks can be exported to ONNX (torch.onnx.export)";

  private static final String STEM = "conv1.weight";
  private static final String FIRST_BLOCK = "layer1.0.conv1.weight";

  private ResNetPrefix() {}

  /**
   * Returns the prefix, such as {@code model.backbone.}; may be empty.
   *
   * @throws InvalidModelException if there is not exactly one ResNet
   */
  static String find(StateDict weights) throws InvalidModelException {
    List<String> prefixes =
        weights.names().stream()
            .filter(name -> name.equals(FIRST_BLOCK) || name.endsWith("." + FIRST_BLOCK))
            .map(name -> name.substring(0, name.length() - FIRST_BLOCK.length()))
            .toList();
    if (prefixes.size() > 1) {
      throw new InvalidModelException(
          "the checkpoint has %d ResNets, found %s; keep the tensors of one"
              .formatted(
                  prefixes.size(),
                  prefixes.stream().map(p -> p + STEM).collect(Collectors.joining(", "))));
    }
    if (prefixes.isEmpty() || !weights.names().contains(prefixes.getFirst() + STEM)) {
      throw new InvalidModelException(otherNetwork(weights));
    }
    return prefixes.getFirst();
  }

  private static String otherNetwork(StateDict weights) {
    if (weights.names().stream().anyMatch(name -> name.contains("embedder.embedder.convolution"))) {
      return "the checkpoint has the names of Hugging Face's ResNet (%s, ...), not TorchVision's"
              .formatted(weights.names().first())
          + ONNX_ADVICE;
    }
    if (weights.names().stream().anyMatch(name -> name.endsWith("conv1.0.weight"))) {
      return "the checkpoint has a stem of several convolutions (conv1.0.weight); a ResNet of"
          + " TorchVision has one, conv1.weight"
          + ONNX_ADVICE;
    }
    return "the checkpoint has the %d tensors %s%s; expected those of a ResNet: %s, ..., %s, ..."
            .formatted(
                weights.names().size(),
                weights.names().stream().limit(3).collect(Collectors.joining(", ")),
                weights.names().size() > 3 ? ", ..." : "",
                STEM,
                FIRST_BLOCK)
        + ONNX_ADVICE;
  }
}
