package io.github.snaplabel.cli;

import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs the {@code tag} command with seeded weights against a strict fake S3. */
abstract class TagFixture {
  static final String LIST = "GET ?list-type";
  static final String WRITE = "PUT ?tagging";

  final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AWS_ACCESS_KEY_ID", "id",
              "AWS_SECRET_ACCESS_KEY", "secret",
              "AWS_CONFIG_FILE", "/nowhere",
              "AWS_SHARED_CREDENTIALS_FILE", "/nowhere",
              "AWS_EC2_METADATA_DISABLED", "true"));

  byte[] picture = {};
  FakeS3 s3;

  @BeforeEach
  void start() throws IOException {
    picture = Files.readAllBytes(Path.of("model/self-test.jpg"));
    s3 = new FakeS3();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  LauncherRun tag(String url, Object... options) throws Exception {
    Object[] first = {"tag", url, "--model", model(), "--s3-endpoint", s3.endpoint()};
    Object[] all = Arrays.copyOf(first, first.length + options.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return LauncherRun.with(environment, all);
  }

  static Path model() {
    return TestBundle.directory();
  }
}
