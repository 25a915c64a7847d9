package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.classify.Language;
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
import java.util.stream.IntStream;

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

  /** Returns whether the labels of photos are right. */
  public static boolean isTrainedOnImageNet() {
    return isImageNet() && bundle().manifest().trained();
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

  /** Returns other names of the nodes and classes of a path from a category. */
  public static List<String> aliases(List<String> path) {
    try {
      Hierarchy hierarchy = bundle().hierarchy();
      return IntStream.range(0, hierarchy.size())
          .filter(at -> path.size() >= hierarchy.path(at).size())
          .filter(at -> path.subList(0, hierarchy.path(at).size()).equals(hierarchy.path(at)))
          .mapToObj(at -> hierarchy.get(at).aliases())
          .flatMap(List::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the best label of a photo as pages in Chinese show it: {@code 高山 alp}. */
  public static String inChinese(Path photo) {
    Prediction best =
        labeled(photo, LabelOptions.DEFAULT.in(Language.CHINESE)).predictions().getFirst();
    return Objects.requireNonNull(best.zh()).name() + " " + best.label();
  }

  private static LabeledImage labeled(Path photo) {
    return labeled(photo, LabelOptions.DEFAULT);
  }

  private static LabeledImage labeled(Path photo, LabelOptions options) {
    try (ImageLabeler labeler =
        ImageLabeler.open(TestBundle.natives(), bundle(), LabelerOptions.of(ImageLimits.DEFAULT))) {
      return labeler.label(photo, options);
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
