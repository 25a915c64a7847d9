package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

  /** Returns whether the classes are ImageNet's, which have WordNet ids. */
  public static boolean isImageNet() {
    return bundle().manifest().labels().equals(ModelManifest.IMAGENET);
  }

  /** Returns the number of classes. */
  public static int classes() {
    return bundle().manifest().classes();
  }

  /** Labels a photo in this process; returns the best label. */
  public static String of(Path photo) {
    try (ImageLabeler labeler =
        ImageLabeler.open(TestBundle.natives(), bundle(), ImageLimits.DEFAULT, 1)) {
      return labeler.label(photo, TopK.DEFAULT).predictions().getFirst().label();
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
    ModelManifest.CompiledNetwork network =
        Objects.requireNonNull(bundle.manifest().networks().get(bundle.precision()));
    try {
      return Labels.read(bundle.directory().resolve(ModelBundle.LABELS))
          .get(network.selfTest().index())
          .name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
