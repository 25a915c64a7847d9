package io.github.snaplabel.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.Precision;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastBuildTest extends ModelBuildFixture {
  @Test
  void aBuildWithoutOptionsUsesAndReportsThoseOfTheLastOne() throws Exception {
    SeededNetwork.resnet18().write(root.resolve("my.onnx"));
    assertThat(
            run("--file=my.onnx", "--precision=fp32", "--input-size=168", "--architecture=arm64"))
        .isZero();

    assertThat(run()).isZero();

    assertThat(errors.toString(UTF_8).strip())
        .isEqualTo(
            "as in the last build: -Dlambda.arch=arm64 -Dmodel.file=my.onnx -Dmodel.inputSize=168"
                + " -Dmodel.precision=fp32 (-Dmodel.default=true discards these)");
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
  void theCredentialsOfAUrlAreNotReported() throws Exception {
    storeOptions(
        Map.of("model.url", "https://me:secret@h/m?key=secret", "model.sha256", "not hexadecimal"));

    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(errors.toString(UTF_8))
        .contains("-Dmodel.url=https://***@h/m?*** ")
        .doesNotContain("secret");
    assertThat(PropertyFile.read(root.resolve("target/refusal.properties")).toString())
        .contains("-Dmodel.url=")
        .doesNotContain("secret");
  }

  @Test
  void theOptionsOfTheLastBuildCanBeDiscarded() throws Exception {
    storeOptions(Map.of("model.file", "my.onnx", "lambda.arch", "arm64"));
    SeededNetwork.resnet18().write(root.resolve("other.onnx"));

    assertThat(run("--default=true", "--file=other.onnx", "--input-size=168")).isZero();

    assertThat(errors.toString(UTF_8)).isEmpty();
    assertThat(storedOptions())
        .containsOnly(entry("model.file", "other.onnx"), entry("model.inputSize", "168"));
    assertThat(PropertyFile.read(root.resolve("target/package.properties")))
        .containsEntry("package.arch", "x86_64")
        .containsEntry("package.precision", "int8");
  }

  @Test
  void anotherModelDiscardsTheOptionsThatDescribeTheLastOne() throws Exception {
    storeOptions(Map.of("model.url", "https://h/m", "model.sha256", "0", "model.inputSize", "225"));
    SeededNetwork.resnet18().write(root.resolve("other.onnx"));

    assertThat(run("--file=other.onnx")).isZero();

    assertThat(ModelBundle.read(output).manifest().inputSize()).isEqualTo(224);
    assertThat(storedOptions()).containsOnly(entry("model.file", "other.onnx"));
  }

  @Test
  void aStoredUntrainedBuildIsReportedAndCanBeUndone() throws Exception {
    storeOptions(Map.of("model.untrained", "true", "lambda.arch", "arm64", "model.labels", "none"));

    assertThat(run("--untrained=true", "--labels=gone.txt")).isEqualTo(ModelBuild.REFUSED);
    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal()).contains("as in the last build: ", "-Dmodel.untrained=true");
    assertThat(run("--default=true")).isZero();
    assertThat(output.resolve("missing.properties")).exists();
    assertThat(run("--untrained=false", "--labels=model/labels.txt")).isZero();
    assertThat(output.resolve("missing.properties")).exists();
  }

  @Test
  void theOptionsOfARefusedBuildAreNotStored() throws Exception {
    storeOptions(Map.of("model.file", "my.onnx"));

    assertThat(run("--precision=int4")).isEqualTo(ModelBuild.REFUSED);
    assertThat(run("--file=missing.onnx")).isEqualTo(ModelBuild.REFUSED);

    assertThat(storedOptions()).containsOnly(entry("model.file", "my.onnx"));
  }

  @Test
  void aRefusalNamesTheOptionsOfTheLastBuild() throws Exception {
    storeOptions(Map.of("model.file", "gone.onnx"));

    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .startsWith("model.file: expected an ONNX file or a checkpoint at ")
        .endsWith(
            " (as in the last build: -Dmodel.file=gone.onnx; -Dmodel.default=true discards these)");
  }

  @Test
  void aDamagedOptionFileIsRefused() throws Exception {
    Files.writeString(root.resolve("model/last-build.properties"), "model.file=\\u00zz");

    assertThat(run()).isEqualTo(ModelBuild.REFUSED);

    assertThat(refusal())
        .contains("last-build.properties is damaged: ")
        .endsWith("; delete it, or build with -Dmodel.default=true");
  }
}
