package io.github.snaplabel.compiler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.onnx.InferenceSession;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.quantize.CalibrationPhotos;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelFile;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests models with other classes, sizes and activations than ImageNet's. */
class OwnClassesTest {
  private static final PhotoReader PHOTOS = new PhotoReader(TestBundle.natives());
  private static final Path PHOTO = Path.of("model", ModelBundle.SELF_TEST);

  private final List<String> log = new ArrayList<>();

  @TempDir Path folder;
  private Path output;

  @BeforeAll
  static void useNatives() {
    TestBundle.natives().useForOnnxRuntime();
  }

  @BeforeEach
  void nameTheOutput() {
    output = folder.resolve("bundle");
  }

  @Test
  void allTraitsOfAModelAreInTheBundle() throws Exception {
    ModelManifest manifest = ModelBundle.read(TestBundle.ofOwnClasses()).manifest();

    assertThat(manifest.name()).isEqualTo("pets-v2.1");
    assertThat(manifest.classes()).isEqualTo(12);
    assertThat(manifest.labels()).isEqualTo("my classes.txt");
    assertThat(manifest.activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(manifest.input())
        .isEqualTo(new ModelInput(128, 128, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.25, 1.0)));
    assertThat(Files.readAllLines(TestBundle.ofOwnClasses().resolve(ModelBundle.LABELS)))
        .hasSize(12)
        .startsWith("0\t\tDackel", "1\t\t黑猫");
    assertThat(TestBundle.ofOwnClasses()).isDirectoryContaining("glob:**pets-v2.1-int8.ort");
  }

  @Test
  void theVersionChangesWithEverythingPredictionsDependOn() throws Exception {
    ModelTraits traits = traits(3, Activation.SOFTMAX);
    String first = version(traits);

    assertThat(version(traits)).isEqualTo(first);
    assertThat(version(traits(3, Activation.SIGMOID))).isNotEqualTo(first);
    Files.writeString(folder.resolve("classes.txt"), "a\nb\nother\n");
    assertThat(version(traits.withLabels(folder.resolve("classes.txt")))).isNotEqualTo(first);
    Path tree = Files.writeString(folder.resolve("tree.tsv"), "a\tletter\nb\tletter\n");
    assertThat(version(traits.withHierarchy(tree)))
        .isNotEqualTo(version(traits.withLabels(folder.resolve("classes.txt"))));
  }

  private String version(ModelTraits traits) throws Exception {
    ModelFile source = new ModelFile(folder.resolve("any.onnx"), "0".repeat(64), null);
    Recipe recipe = new Recipe(source, Path.of("model"), null, Precision.INT8, traits);
    ModelLabels labels = ModelLabels.read(traits.labels(), recipe.imageNetLabels(), 3);
    ModelHierarchy hierarchy =
        ModelHierarchy.read(traits.hierarchy(), recipe.imageNetHierarchy(), labels);
    return recipe.version(labels, hierarchy, traits.input(224));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 1500})
  void anyNumberOfClassesAboveOneCompiles(int classes) throws Exception {
    compile(SeededNetwork.resnet18().classes(classes), traits(classes, Activation.SOFTMAX), null);

    assertThat(ModelBundle.read(output).manifest().classes()).isEqualTo(classes);
    assertThat(log).contains("labels: %d, from classes.txt".formatted(classes));
  }

  @Test
  void sigmoidProbabilitiesOfClassesAreIndependent() throws Exception {
    compile(SeededNetwork.resnet18().classes(3), traits(3, Activation.SIGMOID), null);

    ModelManifest manifest = ModelBundle.read(output).manifest();
    ModelManifest.CompiledNetwork network =
        Objects.requireNonNull(manifest.networks().get(Precision.FP32));
    assertThat(manifest.activation()).isEqualTo(Activation.SIGMOID);
    float[] photo = PHOTOS.read(PHOTO, manifest.input());
    try (InferenceSession session = InferenceSession.open(output.resolve(network.file()), 96)) {
      float logit = session.logits(photo)[network.selfTest().index()];
      assertThat(network.selfTest().probability()).isEqualTo(1 / (1 + Math.exp(-logit)));
    }
  }

  @Test
  void anotherNumberOfLabelsIsRefusedBeforeCompiling() throws Exception {
    assertThatThrownBy(
            () -> compile(SeededNetwork.resnet18().classes(4), traits(3, Activation.SOFTMAX), null))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("classes.txt has 3 names, the network has 4 classes");
    assertThat(log).noneMatch(line -> line.startsWith("calibration"));
    assertThat(output.resolve(Fingerprint.FILE)).doesNotExist();
  }

  @Test
  void anotherNumberOfClassesThanImageNetsNeedsLabels() {
    assertThatThrownBy(() ->
            compile(
                SeededNetwork.resnet18().classes(12), ModelTraits.IMAGENET.withInputSize(96), null))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "the network has 12 classes, ImageNet has 1000:"
                + " name yours with -Dmodel.labels=FILE");
  }

  @Test
  void aDuplicateNameIsAWarning() throws Exception {
    Path labels = Files.writeString(folder.resolve("classes.txt"), "cat\ndog\ncat\n");
    ModelTraits traits = ModelTraits.IMAGENET.withInputSize(96).withLabels(labels);

    compile(SeededNetwork.resnet18().classes(3), traits, null);

    assertThat(log).contains("warning: classes 0 and 2 are both called 'cat'");
  }

  @Test
  void rangesCanBeMeasuredOnTheUsersPhotos() throws Exception {
    Path photos = photos(7);
    ModelTraits traits = traits(2, Activation.SOFTMAX);

    compile(SeededNetwork.resnet18().classes(2), traits, photos);

    ModelManifest.CalibrationInfo calibration =
        requireNonNull(ModelBundle.read(output).manifest().calibration());
    assertThat(calibration.photos()).isEqualTo(7);
    assertThat(calibration.crops()).isEqualTo(12);

    log.clear();
    compile(SeededNetwork.resnet18().classes(2), traits, photos);
    assertThat(log).containsExactly("model is up to date: " + output);

    Files.copy(PHOTO, photos.resolve("one more.JPEG"));
    compile(SeededNetwork.resnet18().classes(2), traits, photos);
    assertThat(log).anyMatch(line -> line.startsWith("calibration: 8 photos"));
  }

  @Test
  void tooFewPhotosAreRefused() throws IOException {
    Path photos = photos(6);
    Files.writeString(photos.resolve("notes.txt"), "no photo");
    Files.copy(PHOTO, photos.resolve(".hidden.jpg"));

    assertThatThrownBy(() ->
            compile(SeededNetwork.resnet18().classes(2), traits(2, Activation.SOFTMAX), photos))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "model.calibration: expected at least 7 photos (JPEG, PNG, WebP, GIF, BMP, TIFF or"
                + " HEIC) in "
                + photos
                + ", found 6");
  }

  @Test
  void aPhotoThatCannotBeReadIsNamed() throws IOException {
    Path photos = photos(7);
    Path broken = Files.writeString(photos.resolve("broken.png"), "not a photo");

    assertThatThrownBy(() ->
            compile(SeededNetwork.resnet18().classes(2), traits(2, Activation.SOFTMAX), photos))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith(broken + " cannot be used: ");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(() -> CalibrationPhotos.ofUser(nowhere))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("model.calibration: expected a folder at " + nowhere + ", found none");
  }

  @Test
  void ofTooManyPhotosAnEvenlySpacedSelectionIsUsed() throws Exception {
    Path photos = photos(200);

    CalibrationPhotos chosen = CalibrationPhotos.ofUser(photos);

    assertThat(chosen.files()).hasSize(84).doesNotHaveDuplicates();
    assertThat(chosen.files().getLast().getFileName()).hasToString("photo197.jpg");
    assertThat(chosen.crops()).isEqualTo(2);
  }

  private Path photos(int count) throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < count; i++) {
      Files.copy(PHOTO, photos.resolve("photo%03d.jpg".formatted(i)));
    }
    return photos;
  }

  /** Small inputs, and classes called 0, 1 and so on. */
  private ModelTraits traits(int classes, Activation activation) throws IOException {
    Path labels =
        Files.write(
            folder.resolve("classes.txt"),
            IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
    return new ModelTraits(
        labels,
        null,
        96,
        null,
        ModelInput.IMAGENET_MEAN,
        ModelInput.IMAGENET_STD,
        null,
        activation);
  }

  private void compile(SeededNetwork network, ModelTraits traits, @Nullable Path photos)
      throws Exception {
    Path onnx = network.write(folder.resolve("n.onnx"));
    ModelFile source = new ModelFile(onnx, Sha256.of(onnx), null);
    Recipe recipe = new Recipe(source, Path.of("model"), photos, Precision.INT8, traits);
    new ModelCompiler(PHOTOS, log::add).compile(recipe, output);
  }
}
