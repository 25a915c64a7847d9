package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.lambda.FunctionPool;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the function's memory use after many images, under Lambda's limits. */
class MemoryIT {
  private static final int MEGABYTES = 512;

  /** The int8 network of a ResNet-18 with 1000 classes. */
  private static final long DEFAULT_NETWORK_BYTES = 12_000_000;

  private static final int PICTURES = 150;
  private static final int MAX_COMMENT = 65_533;

  @TempDir Path folder;

  @Test
  void manyLargeImagesLeaveMemoryForDecoding() throws Exception {
    Needs.packagedFunction();
    byte[] photo = withComments(Files.readAllBytes(Path.of("model/self-test.jpg")), 60);

    try (RunningCommand serve =
            RunningCommand.of(
                folder.resolve("log"),
                "serve",
                "--port",
                0,
                "--instances",
                1,
                "--memory",
                MEGABYTES);
        HttpClient client = HttpClient.newHttpClient()) {
      String line = serve.line();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(line.substring(line.indexOf("http")) + "/classify"))
              .POST(BodyPublishers.ofByteArray(photo))
              .build();
      for (int i = 0; i < PICTURES; i++) {
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }

      assertThat(serve.children())
          .singleElement()
          .satisfies(function ->
              assertThat(peakMegabytes(function.pid()))
                  .isLessThan(MEGABYTES / 2 + extraMegabytes()));
    }
  }

  @Test
  void manyLargeObjectsLeaveMemoryForDecodingToo() throws Exception {
    Needs.packagedFunction();
    byte[] photo = withComments(Files.readAllBytes(Path.of("model/self-test.jpg")), 60);
    Path file = Files.write(folder.resolve("photo.jpg"), photo);
    Upload upload = new Upload("photo.jpg", file, photo.length, FakeS3.eTag(photo), Map.of());

    try (FakeS3 s3 = new FakeS3();
        FunctionPool functions = new FunctionPool(1, () -> labellingAgain(s3.endpoint()))) {
      s3.put(upload.key(), photo);

      assertThat(new UploadQueue().drain(Collections.nCopies(300, upload), functions)).isZero();

      assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
          .singleElement()
          .satisfies(function ->
              assertThat(peakMegabytes(function.pid())).isLessThan(400 + extraMegabytes()));
    }
  }

  private static FunctionProcess labellingAgain(URI s3) {
    return PackagedFunction.withS3(
        s3, InitializationType.ON_DEMAND, Map.of("SNAPLABEL_SKIP_TAGGED", "false"), _ -> {});
  }

  /** Returns the image enlarged by 64 KB comments: as large as a photo, but decoded quickly. */
  private static byte[] withComments(byte[] jpeg, int comments) {
    byte[] larger = jpeg;
    for (int i = 0; i < comments; i++) {
      larger = Uploads.withComment(larger, new byte[MAX_COMMENT]);
    }
    return larger;
  }

  /**
   * Returns what the packaged network may take beyond the default one, for which the limits hold:
   * its file, and its weights twice, as read and as packed.
   */
  private static int extraMegabytes() throws IOException {
    long extraBytes = Math.max(0, ModelAnswers.networkBytes() - DEFAULT_NETWORK_BYTES);
    return Math.toIntExact(3 * extraBytes / (1024 * 1024));
  }

  private static int peakMegabytes(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
