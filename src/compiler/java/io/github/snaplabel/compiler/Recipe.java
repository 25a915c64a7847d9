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
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle is made of.
 *
 * @param source the file of the model
 * @param folder holds {@code labels.txt}, {@code self-test.jpg} and {@code calibration/}
 * @param ownPhotos folder of the photos that ranges are measured on; null for {@code calibration/}
 * @param precision of the network that is used unless another is asked for
 * @param traits what is said of the model
 */
record Recipe(
    ModelFile source,
    Path folder,
    @Nullable Path ownPhotos,
    Precision precision,
    ModelTraits traits) {
  /** A network with ImageNet's classes. */
  Recipe(ModelFile source, Path folder, int inputSize, Precision precision) {
    this(source, folder, null, precision, ModelTraits.USUAL.withInputSize(inputSize));
  }

  /** Returns the file with the names of the classes. */
  Path labels() {
    return traits.labels() == null ? imageNetLabels() : traits.labels();
  }

  /** Returns the file with the names of ImageNet's classes. */
  Path imageNetLabels() {
    return folder.resolve(ModelBundle.LABELS);
  }

  /** The photo whose answers are stored. */
  Path selfTest() {
    return folder.resolve(ModelBundle.SELF_TEST);
  }

  /**
   * Lists the photos that ranges are measured on.
   *
   * @throws InvalidModelException if they are the user's own, and too few
   */
  CalibrationPhotos calibration() throws IOException, InvalidModelException {
    return ownPhotos == null
        ? CalibrationPhotos.in(folder.resolve("calibration"))
        : CalibrationPhotos.ofUser(ownPhotos);
  }

  /**
   * Returns twelve hex digits that change with all that answers depend on, apart from precision and
   * input size: those of the source's hash, as long as the rest is as ImageNet has it.
   */
  String version(ModelLabels labels, ModelInput input) {
    Activation activation = traits.activation();
    ModelInput usual = ModelInput.of(input.size());
    if (labels.areImageNets() && input.equals(usual) && activation == Activation.SOFTMAX) {
      return source.sha256().substring(0, 12);
    }
    Sha256 hash = new Sha256().add(source.sha256());
    labels.lines().forEach(hash::add);
    hash.add("resize " + (double) input.resize() / input.size());
    hash.add(input.mean().toString()).add(input.std().toString()).add(activation.name());
    return hash.hex().substring(0, 12);
  }
}
