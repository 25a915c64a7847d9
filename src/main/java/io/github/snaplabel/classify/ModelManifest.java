package io.github.snaplabel.classify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes the compiled networks of a bundle: the content of its {@code manifest.properties}.
 *
 * @param name the architecture, such as {@code resnet18}, unless the build was given a name
 * @param version twelve hex digits that change with everything predictions depend on: the first
 *     digits of {@code sourceSha256} if labels and preprocessing are ImageNet's
 * @param sourceSha256 SHA-256 of the file that was compiled, 64 hex digits
 * @param input size and normalization of the network's input
 * @param classes number of classes
 * @param labels source of the class labels: {@link #IMAGENET}, or the name of a file
 * @param activation converts logits to probabilities
 * @param precision selects the network that is used by default
 * @param calibration how the ranges of the int8 network were measured; null if there is none
 * @param networks the compiled networks
 * @param notice a sentence that every user of the model must see, such as that it must not be
 *     deployed; null if there is none
 * @param trained false for random weights, whose predictions mean nothing
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

  /** The notice of a model that is not {@link #trained}. */
  public static final String UNTRAINED =
      "The model is untrained: its labels are random and say nothing about a picture.";

  /** Returns the height and width of the input {@code [1,3,inputSize,inputSize]}, in pixels. */
  public int inputSize() {
    return input.size();
  }

  /**
   * Describes how the activation ranges were measured.
   *
   * @param photos number of photos
   * @param crops per photo, including the center crop
   * @param seed of the random crops
   * @param sha256 hash of all photos, 64 hex digits
   */
  public record CalibrationInfo(int photos, int crops, long seed, String sha256) {}

  /**
   * One compiled network.
   *
   * @param file name of the {@code .ort} file in the bundle
   * @param selfTest prediction for the self-test photo, recorded when the network was compiled
   */
  public record CompiledNetwork(String file, SelfTestAnswer selfTest) {
    /**
     * Returns the name of the ONNX graph that a float network has in addition; its weights are in
     * the {@code .ort} file.
     */
    public String graph() {
      return file.replaceFirst("\\.ort$", ModelBundle.GRAPH);
    }
  }

  /**
   * The best class for a photo.
   *
   * @param index of the best class
   * @param probability of that class, 0..1
   */
  public record SelfTestAnswer(int index, double probability) {}
}
