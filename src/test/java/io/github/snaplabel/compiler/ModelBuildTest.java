package io.github.snaplabel.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBuildTest {
  /** What Maven calls it with when nothing is asked for. */
  private static final List<String> EMPTY =
      List.of(
          "--file=",
          "--url=",
          "--sha256=",
          "--untrained=",
          "--labels=",
          "--input-size=",
          "--resize=",
          "--mean=",
          "--std=",
          "--name=",
          "--activation=",
          "--calibration=",
          "--precision=",
          "--architecture=",
          "--default=");

  private final PrintStream standardOutput = System.out;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @TempDir Path folder;
  private Path root;
  private Path output;
  private int port;

  /** A checkout whose default model nobody serves. */
  @BeforeEach
  void makeCheckout() throws IOException {
    root = folder.resolve("checkout");
    output = root.resolve("target/model");
    Path model = root.resolve("model");
    Files.createDirectories(model.resolve("calibration"));
    Path photo = Path.of("model", ModelBundle.SELF_TEST);
    Files.copy(photo, model.resolve(ModelBundle.SELF_TEST));
    Files.copy(photo, model.resolve("calibration/photo.jpg"));
    Files.copy(Path.of("model", ModelBundle.LABELS), model.resolve(ModelBundle.LABELS));
    port = closedPort();
    Files.writeString(
        model.resolve("model.properties"),
        """
        source.1.url=http://127.0.0.1:%d/weights.pth
        source.1.format=pth
        source.1.size=1
        source.1.sha256=%s
        source.2.url=http://127.0.0.1:%d/model.onnx
        source.2.format=onnx
        source.2.size=1
        source.2.sha256=%s
        stand-in.file=../shared/model/resnet18.onnx
        stand-in.size=1
        stand-in.sha256=%s
        stand-in.notice=do not deploy
        """
            .formatted(port, "0".repeat(64), port, "a".repeat(64), "1".repeat(64)));
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    System.setErr(new PrintStream(errors, true, UTF_8));
  }

  @AfterEach
  void restoreStandardStreams() {
    System.setOut(standardOutput);
    System.setErr(standardError);
  }

  @Test
  void leavesANoteInPlaceOfTheBundleWhenThereIsNoModel() throws Exception {
    Files.createDirectories(output);
    Files.writeString(output.resolve(ModelBundle.MANIFEST), "name=stale");
    Files.writeString(output.resolve("resnet18-int8.ort"), "stale");

    assertThat(run()).isZero();

    Properties note = new Properties();
    try (var in = Files.newInputStream(output.resolve("missing.properties"))) {
      note.load(in);
    }
    assertThat(note.getProperty("model.missing")).isEqualTo("true");
    String host = "http://127.0.0.1:" + port;
    assertThat(note.getProperty("model.advice").lines())
        .containsSequence(
            "No model: none of the sources of the default model is available.",
            "  - " + host + "/weights.pth: cannot connect to 127.0.0.1",
            "  - " + host + "/model.onnx: cannot connect to 127.0.0.1")
        .containsSequence(
            "  - or copy one of these files to its place, where it is verified:",
            "    model/resnet18-00000000.pth from " + host + "/weights.pth;",
            "    model/resnet18-aaaaaaaa.onnx from " + host + "/model.onnx;")
        .anyMatch(line -> line.contains("-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT"))
        .anyMatch(line -> line.contains("-Dmodel.file=PATH"))
        .anyMatch(line -> line.contains("-Dmodel.untrained=true"));
    assertThat(output).isDirectoryNotContaining("glob:**{.json,.ort}");
  }

  @Test
  void replacesTheNoteByTheBundleOnceThereIsAModel() throws Exception {
    assertThat(run()).isZero();
    SeededNetwork.resnet18().write(root.resolve("my.onnx"));

    assertThat(run("--file=my.onnx", "--precision=fp32", "--input-size=168")).isZero();

    assertThat(output.resolve("missing.properties")).doesNotExist();
    assertThat(ModelBundle.read(output).precision()).isEqualTo(Precision.FP32);
    assertThat(ModelBundle.read(output).manifest().inputSize()).isEqualTo(168);
  }

  @Test
  void leavesTheReasonToMavenWhenItRefusesAModel() throws Exception {
    Files.writeString(root.resolve("my.onnx"), "<html>");

    assertThat(run("--file=my.onnx")).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .endsWith(
            "expected an ONNX file or a checkpoint, found an HTML page of 6 bytes with SHA-256 "
                + Sha256.of(root.resolve("my.onnx")));
    assertThat(errors.toString(UTF_8)).isEmpty();
  }

  @Test
  void forgetsAnEarlierRefusal() throws Exception {
    assertThat(run("--precision=int4")).isEqualTo(ModelBuild.REFUSED);

    assertThat(run()).isZero();

    assertThat(root.resolve("target/refusal.properties")).doesNotExist();
  }

  @Test
  void refusesWhenTheModelThatWasAskedForCannotBeFetched() throws Exception {
    String url = "http://127.0.0.1:" + closedPort() + "/my.onnx";

    assertThat(run("--url=" + url, "--sha256=" + "0".repeat(64))).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .isEqualTo("the chosen model is unavailable: " + url + ": cannot connect to 127.0.0.1");
    assertThat(output.resolve("missing.properties")).doesNotExist();
  }

  @Test
  void reportsInOneSentenceWhatCannotBeRead() throws Exception {
    Files.delete(root.resolve("model/model.properties"));

    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .startsWith("the model cannot be built: java.nio.file.NoSuchFileException: ")
        .endsWith("model.properties");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input-size=225 | model.inputSize: expected a multiple of 32 from 96 to 448, or 196 or 168, found 225",
        "--input-size=64 | model.inputSize: expected a multiple of 32 from 96 to 448, or 196 or 168, found 64",
        "--input-size=many | model.inputSize: expected a multiple of 32 from 96 to 448, or 196 or 168, found many",
        "--resize=0 | model.resize: expected the input size or more, up to 1024, found 0",
        "--resize=1025 | model.resize: expected the input size or more, up to 1024, found 1025",
        "--resize=200 | model.resize: expected at least the network's input size, 224, found 200",
        "--mean=0.5 | model.mean: expected three numbers from 0 to 1, as in 0.485,0.456,0.406, found 0.5",
        "--mean=0.5,0.5,x | model.mean: expected three numbers from 0 to 1, as in 0.485,0.456,0.406, found 0.5,0.5,x",
        "--mean=NaN,0,0 | model.mean: expected three numbers from 0 to 1, as in 0.485,0.456,0.406, found NaN,0,0",
        "--mean=123.7,116.3,103.5 | as in 0.485,0.456,0.406, found 123.7,116.3,103.5; divide numbers for 0 to 255 by 255",
        "--std=0,1,1 | model.std: expected three numbers above 0, up to 1, as in 0.229,0.224,0.225, found 0,1,1",
        "--name=a/b | model.name: expected up to 64 letters, digits, dots, - and _, a letter or digit first, found a/b",
        "--activation=relu | model.activation: expected softmax or sigmoid, found relu",
        "--labels=nowhere.txt | model.labels: expected a file at",
        "--calibration=nowhere | model.calibration: expected a folder at",
        "--precision=int4 | model.precision: expected int8 or fp32, found \"int4\"",
        "--architecture=arm | lambda.arch: expected x86_64 or arm64, found \"arm\""
      })
  void refusesWhatCannotBeOfAModelInOneSentence(String option, String sentence) throws Exception {
    SeededNetwork.resnet18().write(root.resolve("my.onnx"));

    assertThat(run("--file=my.onnx", option)).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal()).contains(sentence);
    assertThat(errors.toString(UTF_8)).isEmpty();
    assertThat(output.resolve(ModelBundle.MANIFEST)).doesNotExist();
  }

  @Test
  void whatIsSaidOfAModelEndsUpInItsManifest() throws Exception {
    SeededNetwork.resnet18().classes(2).write(root.resolve("my.onnx"));
    Files.writeString(root.resolve("classes.json"), "[\"good\", \"bad\"]");

    int status =
        run(
            "--file=my.onnx",
            "--labels=classes.json",
            "--input-size=96",
            "--resize=100",
            "--mean=0.5, 0.25, 0",
            "--std=0.5,1,0.125",
            "--name=inspection",
            "--activation=Sigmoid");

    assertThat(status).isZero();
    ModelManifest manifest = ModelBundle.read(output).manifest();
    assertThat(manifest.name()).isEqualTo("inspection");
    assertThat(manifest.labels()).isEqualTo("classes.json");
    assertThat(manifest.classes()).isEqualTo(2);
    assertThat(manifest.activation()).isEqualTo(Activation.SIGMOID);
    assertThat(manifest.input())
        .isEqualTo(new ModelInput(96, 100, List.of(0.5, 0.25, 0.0), List.of(0.5, 1.0, 0.125)));
  }

  @Test
  void aBuildWithoutOptionsUsesThoseOfTheLastOneAndTellsIt() throws Exception {
    SeededNetwork.resnet18().write(root.resolve("my.onnx"));
    assertThat(
            run("--file=my.onnx", "--precision=fp32", "--input-size=168", "--architecture=arm64"))
        .isZero();

    assertThat(run()).isZero();

    assertThat(errors.toString(UTF_8).strip())
        .isEqualTo(
            "as in the last build: -Dlambda.arch=arm64 -Dmodel.file=my.onnx -Dmodel.inputSize=168"
                + " -Dmodel.precision=fp32 (-Dmodel.default=true forgets that)");
    assertThat(ModelBundle.read(output).precision()).isEqualTo(Precision.FP32);
    assertThat(ModelBundle.read(output).manifest().inputSize()).isEqualTo(168);
    assertThat(PropertyFile.read(root.resolve("target/package.properties")))
        .containsOnly(
            entry("package.arch", "arm64"),
            entry("package.onnxruntime.platform", "linux-aarch64"),
            entry("package.leptonica.platform", "linux-arm64"),
            entry("package.precision", "fp32"),
            entry("package.source", root.resolve("my.onnx").toString()));
  }

  @Test
  void theLastBuildCanBeForgotten() throws Exception {
    remember(Map.of("model.file", "my.onnx", "lambda.arch", "arm64"));
    SeededNetwork.resnet18().write(root.resolve("other.onnx"));

    assertThat(run("--default=true", "--file=other.onnx", "--input-size=168")).isZero();

    assertThat(errors.toString(UTF_8)).isEmpty();
    assertThat(remembered())
        .containsOnly(entry("model.file", "other.onnx"), entry("model.inputSize", "168"));
    assertThat(PropertyFile.read(root.resolve("target/package.properties")))
        .containsEntry("package.arch", "x86_64")
        .containsEntry("package.precision", "int8");
  }

  @Test
  void anotherModelForgetsWhatWasSaidOfTheLastOne() throws Exception {
    remember(Map.of("model.url", "https://h/m", "model.sha256", "0", "model.inputSize", "225"));
    SeededNetwork.resnet18().write(root.resolve("other.onnx"));

    assertThat(run("--file=other.onnx")).isZero();

    assertThat(ModelBundle.read(output).manifest().inputSize()).isEqualTo(224);
    assertThat(remembered()).containsOnly(entry("model.file", "other.onnx"));
  }

  @Test
  void withoutAnyModelAnUntrainedOneCanBeBuiltWhichSaysSo() throws Exception {
    Files.writeString(root.resolve("classes.txt"), "good\nbad\nugly\n");

    assertThat(run("--untrained=true", "--labels=classes.txt", "--input-size=96")).isZero();

    assertThat(errors.toString(UTF_8).strip()).isEqualTo("warning: " + ModelManifest.UNTRAINED);
    ModelManifest manifest = ModelBundle.read(output).manifest();
    assertThat(manifest.name()).isEqualTo("untrained");
    assertThat(manifest.trained()).isFalse();
    assertThat(manifest.notice()).isEqualTo(ModelManifest.UNTRAINED);
    assertThat(manifest.classes()).isEqualTo(3);
    assertThat(remembered())
        .containsOnly(
            entry("model.untrained", "true"),
            entry("model.labels", "classes.txt"),
            entry("model.inputSize", "96"));

    SeededNetwork.resnet18().write(root.resolve("my.onnx"));
    assertThat(run("--file=my.onnx", "--input-size=96")).isZero();

    assertThat(ModelBundle.read(output).manifest().trained()).isTrue();
    assertThat(remembered())
        .containsOnly(entry("model.file", "my.onnx"), entry("model.inputSize", "96"));
  }

  @Test
  void anUntrainedBuildThatIsRememberedIsToldAndCanBeTakenBack() throws Exception {
    remember(Map.of("model.untrained", "true", "lambda.arch", "arm64", "model.labels", "none"));

    assertThat(run("--untrained=true", "--labels=gone.txt")).isEqualTo(ModelBuild.REFUSED);
    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal()).contains("as in the last build: ", "-Dmodel.untrained=true");
    assertThat(run("--default=true")).isZero();
    assertThat(output.resolve("missing.properties")).exists();
    assertThat(run("--untrained=false", "--labels=model/labels.txt")).isZero();
    assertThat(output.resolve("missing.properties")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--untrained=yes | model.untrained: expected true or false, found \"yes\"",
        "--file=my.onnx | model.untrained: an untrained model has no file; leave out -Dmodel.file",
        "--url=https://h/m | model.untrained: an untrained model has no file; leave out -Dmodel.file",
        "--name=resnet18 | model.untrained: an untrained model is always called untrained; leave out"
      })
  void anUntrainedModelIsNotTakenForAnother(String option, String sentence) throws Exception {
    String untrained = option.startsWith("--untrained") ? "--sha256=" : "--untrained=true";

    assertThat(run(option, untrained)).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal()).startsWith(sentence);
    assertThat(output.resolve(ModelBundle.MANIFEST)).doesNotExist();
  }

  @Test
  void aRefusedBuildIsNotRemembered() throws Exception {
    remember(Map.of("model.file", "my.onnx"));

    assertThat(run("--precision=int4")).isEqualTo(ModelBuild.REFUSED);
    assertThat(run("--file=missing.onnx")).isEqualTo(ModelBuild.REFUSED);

    assertThat(remembered()).containsOnly(entry("model.file", "my.onnx"));
  }

  @Test
  void aRefusalNamesWhatWasRemembered() throws Exception {
    remember(Map.of("model.file", "gone.onnx"));

    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .startsWith("model.file: expected an ONNX file or a checkpoint at ")
        .endsWith(
            " (as in the last build: -Dmodel.file=gone.onnx; -Dmodel.default=true forgets that)");
  }

  @Test
  void aDamagedMemoryIsRefused() throws Exception {
    Files.writeString(root.resolve("model/last-build.properties"), "model.file=\\u00zz");

    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .contains("last-build.properties is damaged: ")
        .endsWith("; delete it, or build with -Dmodel.default=true");
  }

  private void remember(Map<String, String> options) throws IOException {
    PropertyFile.write(root.resolve("model/last-build.properties"), options);
  }

  private Map<String, String> remembered() throws IOException {
    return PropertyFile.read(root.resolve("model/last-build.properties"));
  }

  private String refusal() throws IOException {
    Properties refusal = new Properties();
    try (var in = Files.newInputStream(root.resolve("target/refusal.properties"))) {
      refusal.load(in);
    }
    assertThat(refusal.getProperty("model.refused")).isEqualTo("true");
    return refusal.getProperty("model.refusal");
  }

  /** As Maven calls it: what is not set arrives as an empty value. */
  private int run(String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--root=" + root);
    arguments.add("--natives=" + TestBundle.natives().directory());
    arguments.add("--output=" + output);
    arguments.add("--refusal=" + root.resolve("target/refusal.properties"));
    arguments.add("--package=" + root.resolve("target/package.properties"));
    for (String option : EMPTY) {
      if (List.of(options).stream().noneMatch(given -> given.startsWith(option))) {
        arguments.add(option);
      }
    }
    arguments.addAll(List.of(options));
    return ModelBuild.run(arguments.toArray(String[]::new));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
