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
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBuildTest extends ModelBuildFixture {
  @Test
  void writesANoteInsteadOfTheBundleWhenThereIsNoModel() throws Exception {
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
    assertThat(output).isDirectoryNotContaining("glob:**{manifest.properties,.ort}");
  }

  @Test
  void replacesTheNoteByTheBundleWhenThereIsAModel() throws Exception {
    assertThat(run()).isZero();
    SeededNetwork.resnet18().write(root.resolve("my.onnx"));

    assertThat(run("--file=my.onnx", "--precision=fp32", "--input-size=168")).isZero();

    assertThat(output.resolve("missing.properties")).doesNotExist();
    assertThat(ModelBundle.read(output).precision()).isEqualTo(Precision.FP32);
    assertThat(ModelBundle.read(output).manifest().inputSize()).isEqualTo(168);
  }

  @Test
  void writesTheReasonForMavenWhenItRefusesAModel() throws Exception {
    Files.writeString(root.resolve("my.onnx"), "<html>");

    assertThat(run("--file=my.onnx")).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .endsWith(
            "expected an ONNX file or a checkpoint, found an HTML page of 6 bytes with SHA-256 "
                + Sha256.of(root.resolve("my.onnx")));
    assertThat(errors.toString(UTF_8)).isEmpty();
  }

  @Test
  void deletesAnEarlierRefusal() throws Exception {
    assertThat(run("--precision=int4")).isEqualTo(ModelBuild.REFUSED);

    assertThat(run()).isZero();

    assertThat(root.resolve("target/refusal.properties")).doesNotExist();
  }

  @Test
  void refusesToBuildWhenTheChosenModelCannotBeDownloaded() throws Exception {
    String url = "http://127.0.0.1:" + closedPort() + "/my.onnx";

    assertThat(run("--url=" + url, "--sha256=" + "0".repeat(64))).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .isEqualTo("the chosen model is unavailable: " + url + ": cannot connect to 127.0.0.1");
    assertThat(output.resolve("missing.properties")).doesNotExist();
  }

  @Test
  void reportsAMissingFileInOneSentence() throws Exception {
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
        "--input-size=225 | model.inputSize: expected a multiple of 32 from 96 to 448, or 196 or"
            + " 168, found 225",
        "--input-size=64 | model.inputSize: expected a multiple of 32 from 96 to 448, or 196 or"
            + " 168, found 64",
        "--input-size=many | model.inputSize: expected a multiple of 32 from 96 to 448, or 196 or"
            + " 168, found many",
        "--resize=0 | model.resize: expected the input size or more, up to 1024, found 0",
        "--resize=1025 | model.resize: expected the input size or more, up to 1024, found 1025",
        "--resize=200 | model.resize: expected at least the network's input size, 224, found 200",
        "--mean=0.5 | model.mean: expected three numbers from 0 to 1, as in 0.485,0.456,0.406,"
            + " found 0.5",
        "--mean=0.5,0.5,x | model.mean: expected three numbers from 0 to 1, as in"
            + " 0.485,0.456,0.406, found 0.5,0.5,x",
        "--mean=NaN,0,0 | model.mean: expected three numbers from 0 to 1, as in 0.485,0.456,0.406,"
            + " found NaN,0,0",
        "--mean=123.7,116.3,103.5 | as in 0.485,0.456,0.406, found 123.7,116.3,103.5; divide"
            + " numbers for 0 to 255 by 255",
        "--std=0,1,1 | model.std: expected three numbers above 0, up to 1, as in 0.229,0.224,0.225,"
            + " found 0,1,1",
        "--name=a/b | model.name: expected up to 64 letters, digits, dots, - and _, a letter or"
            + " digit first, found a/b",
        "--activation=relu | model.activation: expected softmax or sigmoid, found relu",
        "--labels=nowhere.txt | model.labels: expected a file at",
        "--hierarchy=nowhere.tsv | model.hierarchy: expected a file at",
        "--calibration=nowhere | model.calibration: expected a folder at",
        "--precision=int4 | model.precision: expected int8 or fp32, found \"int4\"",
        "--architecture=arm | lambda.arch: expected x86_64 or arm64, found \"arm\""
      })
  void refusesInvalidOptionsInOneSentence(String option, String sentence) throws Exception {
    SeededNetwork.resnet18().write(root.resolve("my.onnx"));

    assertThat(run("--file=my.onnx", option)).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal()).contains(sentence);
    assertThat(errors.toString(UTF_8)).isEmpty();
    assertThat(output.resolve(ModelBundle.MANIFEST)).doesNotExist();
  }

  @Test
  void theOptionsThatDescribeAModelAreInItsManifest() throws Exception {
    SeededNetwork.resnet18().classes(2).write(root.resolve("my.onnx"));
    Files.writeString(root.resolve("classes.json"), "[\"good\", \"bad\"]");
    Files.writeString(root.resolve("tree.tsv"), "good\tverdict\nbad\tverdict\n");

    int status =
        run(
            "--file=my.onnx",
            "--labels=classes.json",
            "--hierarchy=tree.tsv",
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
    assertThat(ModelBundle.read(output).hierarchy().path(1)).containsExactly("verdict", "good");
    assertThat(storedOptions()).contains(entry("model.hierarchy", "tree.tsv"));
  }

  @Test
  void anUntrainedModelCanBeBuiltAndIsMarkedAsSuch() throws Exception {
    Files.writeString(root.resolve("classes.txt"), "good\nbad\nugly\n");

    assertThat(run("--untrained=true", "--labels=classes.txt", "--input-size=96")).isZero();

    assertThat(errors.toString(UTF_8).strip()).isEqualTo("warning: " + ModelManifest.UNTRAINED);
    ModelManifest manifest = ModelBundle.read(output).manifest();
    assertThat(manifest.name()).isEqualTo("untrained");
    assertThat(manifest.trained()).isFalse();
    assertThat(manifest.notice()).isEqualTo(ModelManifest.UNTRAINED);
    assertThat(manifest.classes()).isEqualTo(3);
    assertThat(storedOptions())
        .containsOnly(
            entry("model.untrained", "true"),
            entry("model.labels", "classes.txt"),
            entry("model.inputSize", "96"));

    SeededNetwork.resnet18().write(root.resolve("my.onnx"));
    assertThat(run("--file=my.onnx", "--input-size=96")).isZero();

    assertThat(ModelBundle.read(output).manifest().trained()).isTrue();
    assertThat(storedOptions())
        .containsOnly(entry("model.file", "my.onnx"), entry("model.inputSize", "96"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--untrained=yes | model.untrained: expected true or false, found \"yes\"",
        "--file=my.onnx | model.untrained: an untrained model has no file; leave out -Dmodel.file",
        "--url=https://h/m | model.untrained: an untrained model has no file; leave out"
            + " -Dmodel.file",
        "--name=resnet18 | model.untrained: an untrained model is always called untrained; leave"
            + " out"
      })
  void anUntrainedModelCannotBeMistakenForAnother(String option, String sentence) throws Exception {
    String untrained = option.startsWith("--untrained") ? "--sha256=" : "--untrained=true";

    assertThat(run(option, untrained)).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal()).startsWith(sentence);
    assertThat(output.resolve(ModelBundle.MANIFEST)).doesNotExist();
  }
}
