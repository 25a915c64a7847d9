package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.quantize.CalibrationPhotos;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelFile;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a model build.
 *
 * @param source the model file
 * @param folder contains {@code labels.txt}, {@code hierarchy.tsv}, {@code labels.zh.tsv}, {@code
 *     self-test.jpg}, {@code calibration/} and {@code examples/}
 * @param ownPhotos folder of calibration photos; null for those in {@code folder}
 * @param precision precision that the function uses by default
 * @param traits properties of the model
 */
record Recipe(
    ModelFile source,
    Path folder,
    @Nullable Path ownPhotos,
    Precision precision,
    ModelTraits traits) {
  /** Named, so that photos which users add to {@code examples/} do not change the network. */
  private static final List<String> COLOR_PHOTOS =
      List.of("chelsea.png", "coffee.png", "rocket.jpg");

  /** Creates a recipe for a network with ImageNet's classes. */
  Recipe(ModelFile source, Path folder, int inputSize, Precision precision) {
    this(source, folder, null, precision, ModelTraits.IMAGENET.withInputSize(inputSize));
  }

  /** Returns the file with the class names. */
  Path labels() {
    return traits.labels() == null ? imageNetLabels() : traits.labels();
  }

  /** Returns the file with ImageNet's class names. */
  Path imageNetLabels() {
    return folder.resolve(ModelBundle.LABELS);
  }

  /** Returns the file with the tree over ImageNet's classes. */
  Path imageNetHierarchy() {
    return folder.resolve(ModelBundle.HIERARCHY);
  }

  /** Returns the file with the Chinese names of ImageNet's classes and of the nodes above them. */
  Path imageNetChinese() {
    return folder.resolve(ModelBundle.CHINESE);
  }

  /** Returns the file with the tree over the classes. */
  Path hierarchy() {
    return traits.hierarchy() == null ? imageNetHierarchy() : traits.hierarchy();
  }

  /** Returns the self-test photo. */
  Path selfTest() {
    return folder.resolve(ModelBundle.SELF_TEST);
  }

  /**
   * Lists the calibration photos.
   *
   * @throws InvalidModelException if the user's folder is missing or has too few photos
   */
  CalibrationPhotos calibration() throws IOException, InvalidModelException {
    return ownPhotos == null
        ? CalibrationPhotos.in(folder.resolve("calibration")).and(colorPhotos())
        : CalibrationPhotos.ofUser(ownPhotos);
  }

  /** Returns photos in color; those in {@code calibration/} are sepia prints. */
  private List<Path> colorPhotos() {
    Path examples = folder.resolve("examples");
    return COLOR_PHOTOS.stream().map(examples::resolve).filter(Files::exists).toList();
  }

  /**
   * Returns twelve hex digits that change with everything labels depend on, except precision and
   * input size: the first digits of the model file's hash if labels, tree, preprocessing and
   * activation are ImageNet's.
   */
  String version(ModelLabels labels, ModelHierarchy hierarchy, ModelInput input) {
    Activation activation = traits.activation();
    ModelInput usual = ModelInput.of(input.size());
    boolean ownTree = traits.hierarchy() != null;
    if (labels.areImageNet()
        && !ownTree
        && input.equals(usual)
        && activation == Activation.SOFTMAX) {
      return source.sha256().substring(0, 12);
    }
    Sha256 hash = new Sha256().add(source.sha256());
    labels.lines().forEach(hash::add);
    if (ownTree) {
      hierarchy.lines().forEach(hash::add);
    }
    hash.add("resize " + (double) input.resize() / input.size());
    hash.add(input.mean().toString()).add(input.std().toString()).add(activation.name());
    return hash.hex().substring(0, 12);
  }
}
