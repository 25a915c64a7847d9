package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What tests need that a machine may lack: they are skipped then, with the reason. Where {@code
 * TOOLS_REQUIRED} is set, as in CI, a tool that is missing is a failure.
 */
public final class Needs {
  /** Python with PyTorch, TorchVision and safetensors. */
  public static final Path TORCH = Path.of("target/torch/bin/python");

  private static final boolean TOOLS_REQUIRED = System.getenv("TOOLS_REQUIRED") != null;

  private Needs() {}

  public static void packagedFunction() {
    assumeTrue(
        Files.exists(PackagedFunction.FOLDER.resolve("model/manifest.properties")),
        "needs the packaged function, and so a model with real weights");
  }

  public static void moto() {
    tool(
        MotoServer.PROGRAM,
        "python3 -m venv target/moto && target/moto/bin/pip install 'moto[server]'");
  }

  /** PyTorch, TorchVision and safetensors. */
  public static void torch() {
    tool(
        TORCH,
        "apt-get install python3-torch python3-torchvision && /usr/bin/python3 -m venv"
            + " --system-site-packages target/torch && target/torch/bin/pip install safetensors");
  }

  static void strace() {
    tool(Path.of("/usr/bin/strace"), "apt-get install strace");
  }

  /** Chromium, and the driver through which tests use it. */
  public static void browser() {
    String installation = "apt-get install chromium chromium-driver";
    tool(Path.of("/usr/bin/chromium"), installation);
    tool(Path.of("/usr/bin/chromedriver"), installation);
  }

  private static void tool(Path program, String installation) {
    boolean there = Files.isExecutable(program);
    String reason = "needs %s: %s".formatted(program, installation);
    if (TOOLS_REQUIRED) {
      assertThat(there).as(reason).isTrue();
    }
    assumeTrue(there, reason);
  }
}
