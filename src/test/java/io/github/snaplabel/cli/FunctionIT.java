package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the packaged function in AWS's own runtime, from its start to its responses. */
class FunctionIT {
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeEach
  void needsThePackage() {
    Needs.packagedFunction();
  }

  @Test
  void everyHttpEventGetsItsAnswer() throws Exception {
    try (FunctionProcess function = function(Map.of())) {
      HttpEvents.assertAnswered(function);
    }
    assertThat(log).noneMatch(PackagedFunction::isLibraryWarning);
  }

  @Test
  void aColdStartIsLoggedAndTheWarmUpIsNot() throws Exception {
    try (FunctionProcess function = function(Map.of())) {
      SampleEvents.answer(function, "http-api-image");
    }

    assertThat(log).filteredOn(line -> line.contains("\"ColdStarts\":1.0")).hasSize(1);
    assertThat(log).filteredOn(line -> line.contains("\"Pictures\":1.0")).hasSize(1);
    assertThat(log).noneMatch(line -> line.contains("Restores"));
  }

  @Test
  void aFailedStartIsReportedInOneLine() throws Exception {
    try (FunctionProcess function = function(Map.of("SNAPLABEL_TOP_K", "many"))) {
      var result = function.invoke(Payload.of("{}"));

      assertThat(result)
          .isInstanceOfSatisfying(
              Failure.class,
              failure ->
                  assertThat(failure.error().message())
                      .contains("SNAPLABEL_TOP_K is 'many'")
                      .contains("a whole number from 1 to 100000"));
    }
    assertThat(log)
        .filteredOn(line -> line.contains("SNAPLABEL_TOP_K"))
        .singleElement()
        .asString()
        .contains("SnapLabel cannot start: SNAPLABEL_TOP_K is 'many'");
    assertThat(log).noneMatch(line -> line.startsWith("\tat ") || line.isEmpty());
  }

  @Test
  void anUnknownEventIsAnErrorThatNamesOnlyItsKeys() throws Exception {
    try (FunctionProcess function = function(Map.of())) {
      var result = function.invoke(Payload.of("{\"secret\": \"content\", \"other\": 1}"));

      assertThat(result)
          .isInstanceOfSatisfying(
              Failure.class,
              failure ->
                  assertThat(failure.error().message())
                      .contains("secret", "other")
                      .doesNotContain("content"));
      HttpEvents.assertSees(function, "http-api-image", "/predictions/0/label");
    }
  }

  @Test
  void aTokenOpensTheApi() throws Exception {
    Map<String, String> settings =
        Map.of(
            "SNAPLABEL_ACCESS", "token",
            // SHA-256 of "open-sesame"
            "SNAPLABEL_TOKEN_SHA256",
                "d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7");
    try (FunctionProcess function =
        PackagedFunction.with(InitializationType.SNAP_START, settings, log::add)) {
      JsonNode refused = SampleEvents.answer(function, "http-api-image");
      assertThat(refused.get("statusCode").asInt()).isEqualTo(401);

      String withToken =
          SampleEvents.text("http-api-image")
              .replaceFirst(
                  "\"headers\"\\s*:\\s*\\{",
                  "\"headers\": {\"authorization\": \"Bearer open-sesame\",");
      assertThat(
              SampleEvents.answer(function.invoke(Payload.of(withToken)), "with a token")
                  .get("statusCode")
                  .asInt())
          .isEqualTo(200);
    }
  }

  @Test
  void heicIsUnsupportedIfItIsSwitchedOff() throws Exception {
    try (FunctionProcess function = function(Map.of("SNAPLABEL_HEIC", "off"))) {
      HttpEvents.Response response = HttpEvents.classify(function, "image/heic", HeicPhoto.file());

      response.assertProblem(415, "unsupported-image");
      assertThat(response.body().get("detail").asText()).endsWith("as SNAPLABEL_HEIC is off");
    }
  }

  @Test
  void thePackageHoldsOnlyWhatTheFunctionNeeds() throws IOException {
    try (var files = Files.walk(PackagedFunction.FOLDER)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(PackagedFunction.FOLDER::relativize)
                  .map(Path::toString))
          .allMatch(name ->
              name.matches(
                  "io/github/snaplabel/[A-Z]\\w*(\\$\\w+)*\\.class"
                      + "|io/github/snaplabel/package-info\\.class"
                      + "|io/github/snaplabel/(classify|concurrent|event|http|image(/heif|/hevc|/jpeg|/leptonica|/png)?|rekognition|tagging|telemetry)/"
                      + "[\\w$-]+\\.class"
                      + "|io/github/snaplabel/http/((index(-iam)?|reference)\\.html|openapi\\.json)(\\.gz|\\.sha256)?"
                      + "|io/github/snaplabel/http/(page|docs)\\.(css|js)\\.sha256"
                      + "|io/github/snaplabel/http/(cat|photographer)\\.jpg"
                      + "|io/github/snaplabel/http/zh-Han[st]\\.json(\\.gz|\\.sha256)?"
                      + "|lib/[\\w.-]+\\.jar"
                      + "|native/lib(onnxruntime|onnxruntime4j_jni|leptonica)\\.so"
                      + "|model/(manifest\\.properties|labels\\.txt|hierarchy\\.tsv|labels\\.zh\\.tsv|(self-test|warm-up(-progressive)?)\\.jpg|[\\w.-]+-(int8\\.ort|fp32\\.(ort|graph\\.onnx)))"));
    }
    assertThat(sizeWithoutNetwork()).isLessThan(19_500_000);
  }

  /** Returns the compressed size of the package without its network, in bytes. */
  private static long sizeWithoutNetwork() throws IOException {
    try (ZipFile zip = new ZipFile("target/snaplabel.zip")) {
      return zip.stream()
          .filter(entry -> !entry.getName().endsWith(".ort"))
          .mapToLong(ZipEntry::getCompressedSize)
          .sum();
    }
  }

  private FunctionProcess function(Map<String, String> settings) {
    return PackagedFunction.with(InitializationType.ON_DEMAND, settings, log::add);
  }
}
