package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks for optional tools. Tests are skipped, with the reason, if one is missing; if {@code
 * TOOLS_REQUIRED} is set, as in CI, they fail.
 */
public final class Needs {
  /** Python with PyTorch, TorchVision and safetensors. */
  public static final Path TORCH = Path.of("target/torch/bin/python");

  private static final boolean TOOLS_REQUIRED = System.getenv("TOOLS_REQUIRED") != null;

  private enum Tool {
    MOTO(
        MotoServer.PROGRAM,
        "MotoIT, OtherTaggerIT, parts of QueueIT, InvokeS3IT and NamedObjectsIT",
        "python3 -m venv target/moto && target/moto/bin/pip install 'moto[server]'"),
    PYTORCH(
        TORCH,
        "TorchvisionIT",
        "apt-get install python3-torch python3-torchvision && /usr/bin/python3 -m venv"
            + " --system-site-packages target/torch && target/torch/bin/pip install safetensors"),
    STRACE(Path.of("/usr/bin/strace"), "FootprintIT", "apt-get install strace"),
    NODE(Path.of("/usr/bin/node"), "a part of ReferenceIT", "apt-get install nodejs"),
    SCRIPT(Path.of("/usr/bin/script"), "TerminalIT", "apt-get install bsdutils"),
    CHROMIUM(
        Path.of("/usr/bin/chromium"),
        "the tests of the pages (local.page)",
        "apt-get install chromium chromium-driver"),
    CHROMEDRIVER(Path.of("/usr/bin/chromedriver"), CHROMIUM.tests, CHROMIUM.installation);

    private final Path program;
    private final String tests;
    private final String installation;

    Tool(Path program, String tests, String installation) {
      this.program = program;
      this.tests = tests;
      this.installation = installation;
    }

    private boolean isThere() {
      return Files.isExecutable(program);
    }

    private String reason() {
      return "needs %s: %s".formatted(program, installation);
    }

    private void need() {
      if (TOOLS_REQUIRED) {
        assertThat(isThere()).as(reason()).isTrue();
      }
      assumeTrue(isThere(), reason());
    }
  }

  private Needs() {}

  public static void packagedFunction() {
    assumeTrue(
        Files.exists(PackagedFunction.FOLDER.resolve("model/manifest.properties")),
        "needs the packaged function, and so a model with real weights");
  }

  public static void moto() {
    Tool.MOTO.need();
  }

  /** PyTorch, TorchVision and safetensors. */
  public static void torch() {
    Tool.PYTORCH.need();
  }

  static void strace() {
    Tool.STRACE.need();
  }

  /** Node.js. */
  public static void node() {
    Tool.NODE.need();
  }

  /** A terminal to run commands on. */
  static void terminal() {
    Tool.SCRIPT.need();
  }

  /** Chromium, and the driver through which tests use it. */
  public static void browser() {
    Tool.CHROMIUM.need();
    Tool.CHROMEDRIVER.need();
  }

  /** Returns a line for each thing that is missing: which tests are skipped, and why. */
  static List<String> missing() {
    List<String> lines = new ArrayList<>();
    if (!Files.exists(Path.of(System.getProperty("snaplabel.bundle"), "manifest.properties"))) {
      lines.add("RealModelTest and all tests of the packaged function: the build has no model");
    }
    for (Tool tool : Tool.values()) {
      if (!tool.isThere()) {
        lines.add("%s: %s".formatted(tool.tests, tool.reason()));
      }
    }
    return lines;
  }
}
