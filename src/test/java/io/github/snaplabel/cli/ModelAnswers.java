package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The expected answers of the packaged model, whichever it is. */
public final class ModelAnswers {
  private static final Path MODEL = PackagedFunction.FOLDER.resolve("model");

  private ModelAnswers() {}

  /** Returns the best label of {@code model/self-test.jpg}, as the compiler recorded it. */
  public static String selfTest() {
    return label(bundle());
  }

  /** Returns that label as a tag's value contains it. */
  public static String selfTestTag() {
    return FoldedLabel.of(selfTest());
  }

  /** Returns all tags of {@code model/self-test.jpg}. */
  public static Map<String, String> selfTestTags() {
    return SelfTestTags.TAGS;
  }

  /** Labels the photo once. */
  private static final class SelfTestTags {
    static final Map<String, String> TAGS =
        FoldedLabel.tags(labeled(Path.of("model/self-test.jpg")), bundle().identity());
  }

  /** Returns whether the classes are ImageNet's, which have WordNet ids. */
  public static boolean isImageNet() {
    return bundle().manifest().labels().equals(ModelManifest.IMAGENET);
  }

  /** Returns the number of classes. */
  public static int classes() {
    return bundle().manifest().classes();
  }

  /** Returns what commands print to standard error about the model; nothing if it is trained. */
  static List<String> warnings() {
    return bundle().manifest().trained()
        ? List.of()
        : List.of("warning: " + ModelManifest.UNTRAINED);
  }

  /** Returns the size of the network's file, in bytes. */
  public static long networkBytes() throws IOException {
    ModelBundle bundle = bundle();
    return Files.size(bundle.directory().resolve(network(bundle).file()));
  }

  /** Labels a photo in this process; returns the best label. */
  public static String of(Path photo) {
    return labels(photo).getFirst();
  }

  /** Returns the labels of a photo that its tags name, the best one first. */
  public static List<String> labels(Path photo) {
    return labeled(photo).predictions().stream().map(Prediction::label).toList();
  }

  private static LabeledImage labeled(Path photo) {
    try (ImageLabeler labeler =
        ImageLabeler.open(TestBundle.natives(), bundle(), LabelerOptions.of(ImageLimits.DEFAULT))) {
      return labeler.label(photo, LabelOptions.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
  }

  private static ModelBundle bundle() {
    Needs.packagedFunction();
    try {
      return ModelBundle.read(MODEL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String label(ModelBundle bundle) {
    try {
      return Labels.read(bundle.directory().resolve(ModelBundle.LABELS))
          .get(network(bundle).selfTest().index())
          .name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelManifest.CompiledNetwork network(ModelBundle bundle) {
    return Objects.requireNonNull(bundle.manifest().networks().get(bundle.precision()));
  }
}
