package io.github.snaplabel.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.ModelBundle;
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
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link ModelBuild} in a checkout without a model. */
abstract class ModelBuildFixture {
  /** The arguments of a build without options. */
  private static final List<String> EMPTY =
      List.of(
          "--file=",
          "--url=",
          "--sha256=",
          "--untrained=",
          "--labels=",
          "--hierarchy=",
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
  final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @TempDir Path folder;
  Path root;
  Path output;
  int port;

  /** Creates a checkout whose default model cannot be downloaded. */
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
    Files.copy(Path.of("model", ModelBundle.HIERARCHY), model.resolve(ModelBundle.HIERARCHY));
    Files.copy(Path.of("model", ModelBundle.CHINESE), model.resolve(ModelBundle.CHINESE));
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

  void storeOptions(Map<String, String> options) throws IOException {
    PropertyFile.write(root.resolve("model/last-build.properties"), options);
  }

  Map<String, String> storedOptions() throws IOException {
    return PropertyFile.read(root.resolve("model/last-build.properties"));
  }

  String refusal() throws IOException {
    Properties refusal = new Properties();
    try (var in = Files.newInputStream(root.resolve("target/refusal.properties"))) {
      refusal.load(in);
    }
    assertThat(refusal.getProperty("model.refused")).isEqualTo("true");
    return refusal.getProperty("model.refusal");
  }

  /** Runs the build like Maven, which passes an empty value for each property that is not set. */
  int run(String... options) {
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

  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
