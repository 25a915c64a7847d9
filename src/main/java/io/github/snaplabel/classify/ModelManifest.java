package io.github.snaplabel.classify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says of the compiled networks beside it.
 *
 * @param name of the model: of the architecture, such as {@code resnet18}, unless it was given
 * @param version twelve hex digits that change with all that its answers depend on: those of the
 *     source's hash, as long as labels and preprocessing are ImageNet's
 * @param sourceSha256 SHA-256 of the ONNX file that was compiled, 64 hex digits
 * @param input what the network wants to see of a picture
 * @param classes how many there are
 * @param labels where their names are from: {@link #IMAGENET}, or the name of a file
 * @param activation that makes probabilities of the logits
 * @param precision of the network that is used unless another is asked for
 * @param calibration how the ranges of the int8 network were found; null if there is none
 * @param networks the compiled networks
 * @param notice what everybody who meets the model is told of it, such as that it must not be
 *     deployed; null if there is nothing
 * @param trained whether its answers mean anything; false for seeded weights
 */
public record ModelManifest(
    String name,
    String version,
    String sourceSha256,
    ModelInput input,
    int classes,
    String labels,
    Activation activation,
    Precision precision,
    @Nullable CalibrationInfo calibration,
    Map<Precision, CompiledNetwork> networks,
    @Nullable String notice,
    boolean trained) {

  /** What {@link #labels} is for the classes of ImageNet. */
  public static final String IMAGENET = "imagenet";

  /** What is said of a model that is not {@link #trained}. */
  public static final String UNTRAINED =
      "The model is untrained: its labels are random and say nothing about a picture.";

  /** Returns height and width of the input {@code [1,3,inputSize,inputSize]}, in pixels. */
  public int inputSize() {
    return input.size();
  }

  /**
   * How the ranges of the activations were measured.
   *
   * @param photos files that were run
   * @param crops of each photo, the whole one among them
   * @param seed of the random crops
   * @param sha256 of the photos, 64 hex digits
   */
  public record CalibrationInfo(int photos, int crops, long seed, String sha256) {}

  /**
   * One compiled network.
   *
   * @param file name of the {@code .ort} file beside {@code model.json}
   * @param selfTest what this network answered for the stored photo when it was compiled
   */
  public record CompiledNetwork(String file, SelfTestAnswer selfTest) {}

  /**
   * A network's best class for a photo.
   *
   * @param index of the best class
   * @param probability of that class, 0..1
   */
  public record SelfTestAnswer(int index, double probability) {}
}
