package io.github.snaplabel.classify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code model.json}: the properties of a model and its compiled networks.
 *
 * @param name the architecture, such as {@code resnet18}, unless the model was given another name
 * @param version twelve hex digits that change with everything that affects predictions: the first
 *     ones of {@code sourceSha256}, if labels and preprocessing are ImageNet's
 * @param sourceSha256 SHA-256 of the ONNX file that was compiled, 64 hex digits
 * @param input how an image becomes the network's input
 * @param classes number of classes
 * @param labels source of their names: {@link #IMAGENET}, or the name of a file
 * @param activation turns logits into probabilities
 * @param precision of the network that is used by default
 * @param calibration how the ranges of the int8 network were measured; null if there is none
 * @param networks the compiled networks
 * @param notice shown to all users of the model, such as that it must not be deployed; null if
 *     there is none
 * @param trained false for random weights, whose predictions are meaningless
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

  /** The value of {@link #labels} for the classes of ImageNet. */
  public static final String IMAGENET = "imagenet";

  /** The warning about a model that is not {@link #trained}. */
  public static final String UNTRAINED =
      "The model is untrained: its labels are random and say nothing about a picture.";

  /** Returns height and width of the input {@code [1,3,inputSize,inputSize]}, in pixels. */
  public int inputSize() {
    return input.size();
  }

  /**
   * How the ranges of the activations were measured.
   *
   * @param photos number of files
   * @param crops per photo, including the whole photo
   * @param seed of the random crops
   * @param sha256 of the photos, 64 hex digits
   */
  public record CalibrationInfo(int photos, int crops, long seed, String sha256) {}

  /**
   * One compiled network.
   *
   * @param file name of the {@code .ort} file in the folder of {@code model.json}
   * @param selfTest the result for the self-test photo when the network was compiled
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
