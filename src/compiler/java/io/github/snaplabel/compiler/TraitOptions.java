package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.compiler.graph.ModelContract;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Build options that describe the model; an empty value means the default. */
final class TraitOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MAX_RESIZE = 1024;

  @Option(names = "--labels", description = "File with the class names.")
  private String labels = "";

  @Option(names = "--hierarchy", description = "File with the tree over the classes.")
  private String hierarchy = "";

  @Option(names = "--input-size", description = "Height and width of the input, in pixels.")
  private String inputSize = "";

  @Option(names = "--resize", description = "Shorter side before the crop, in pixels.")
  private String resize = "";

  @Option(names = "--mean", description = "Mean of red, green and blue, 0..1.")
  private String mean = "";

  @Option(names = "--std", description = "Standard deviation of red, green and blue.")
  private String std = "";

  @Option(names = "--name", description = "Name of the model.")
  private String name = "";

  @Option(names = "--activation", description = "softmax or sigmoid.")
  private String activation = "";

  @Option(names = "--calibration", description = "Folder of calibration photos.")
  private String calibration = "";

  /**
   * Checks the options.
   *
   * @param root folder that relative paths are resolved against
   * @throws InvalidModelException if a value is not allowed
   */
  ModelTraits traits(Path root) throws InvalidModelException {
    if (!name.isBlank() && !NAME.matcher(name).matches()) {
      throw invalid(
          "name", "up to 64 letters, digits, dots, - and _, a letter or digit first", name);
    }
    return new ModelTraits(
        file("labels", labels, root),
        file("hierarchy", hierarchy, root),
        inputSize(),
        resize(),
        colors("mean", mean, 0, ModelInput.IMAGENET_MEAN),
        colors("std", std, Double.MIN_NORMAL, ModelInput.IMAGENET_STD),
        name.isBlank() ? null : name,
        activation());
  }

  /** Returns the folder of calibration photos; null for the default. */
  @Nullable Path calibration(Path root) {
    return calibration.isBlank() ? null : root.resolve(calibration.strip());
  }

  private static @Nullable Path file(String option, String path, Path root)
      throws InvalidModelException {
    if (path.isBlank()) {
      return null;
    }
    Path file = root.resolve(path.strip());
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(
          "model.%s: expected a file at %s, found none".formatted(option, file));
    }
    return file;
  }

  private @Nullable Integer inputSize() throws InvalidModelException {
    if (inputSize.isBlank()) {
      return null;
    }
    int size = number(inputSize);
    if (!ModelContract.isInputSize(size)) {
      throw invalid("inputSize", ModelContract.INPUT_SIZES, inputSize);
    }
    return size;
  }

  private @Nullable Integer resize() throws InvalidModelException {
    if (resize.isBlank()) {
      return null;
    }
    int side = number(resize);
    if (side < 1 || side > MAX_RESIZE) {
      throw invalid("resize", "the input size or more, up to " + MAX_RESIZE, resize);
    }
    return side;
  }

  /** Parses a whole number; returns -1, which no option allows, for anything else. */
  private static int number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
  }

  private static List<Double> colors(String option, String text, double least, List<Double> usual)
      throws InvalidModelException {
    if (text.isBlank()) {
      return usual;
    }
    String expected =
        "three numbers%s to 1, as in %s,%s,%s"
            .formatted(
                least > 0 ? " above 0, up" : " from 0", usual.get(0), usual.get(1), usual.get(2));
    List<Double> colors = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        colors.add(Double.valueOf(part.strip()));
      } catch (NumberFormatException e) {
        throw invalid(option, expected, text);
      }
    }
    boolean fits = colors.size() == 3;
    boolean large = false;
    for (double value : colors) {
      fits &= value >= least && value <= 1;
      large |= value > 1;
    }
    if (!fits) {
      throw invalid(option, expected, text + (large ? "; divide numbers for 0 to 255 by 255" : ""));
    }
    return colors;
  }

  private Activation activation() throws InvalidModelException {
    return switch (activation.strip().toLowerCase(Locale.ROOT)) {
      case "", "softmax" -> Activation.SOFTMAX;
      case "sigmoid" -> Activation.SIGMOID;
      default -> throw invalid("activation", "softmax or sigmoid", activation);
    };
  }

  private static InvalidModelException invalid(String option, String expected, String found) {
    return new InvalidModelException(
        "model.%s: expected %s, found %s".formatted(option, expected, found));
  }
}
