package io.github.snaplabel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the function does to the world around it, as the kernel sees it. */
class FootprintIT {
  private static final Pattern WRITE =
      Pattern.compile(
          "(?:open|creat|mkdir|rename|unlink)\\w*\\((?:AT_FDCWD, |\\d+, )?\"([^\"]*)\"(.*)");
  private static final Pattern ADDRESS = Pattern.compile("sin6?_addr=.*\"([^\"]+)\"");

  @TempDir Path folder;

  @BeforeEach
  void needsStraceAndThePackage() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
    assumeTrue(
        Files.exists(Path.of("target/function/model/model.json")), "needs the packaged function");
  }

  @Test
  void aCallOpensNoConnectionAndWritesNothingOutsideTmp() throws Exception {
    List<String> calls = trace("events/http-api-image.json");

    assertThat(calls).as("the trace").anyMatch(call -> call.contains("libonnxruntime.so"));
    assertThat(calls)
        .filteredOn(call -> call.contains("connect("))
        .as("only the runtime's own API, on loopback")
        .isNotEmpty()
        .allSatisfy(call -> {
          Matcher address = ADDRESS.matcher(call);
          assertThat(call.contains("AF_UNIX") || address.find()).isTrue();
          if (!call.contains("AF_UNIX")) {
            assertThat(address.group(1)).isEqualTo("127.0.0.1");
          }
        });
    assertThat(calls.stream().map(FootprintIT::written).filter(path -> !path.isEmpty()))
        .allMatch(path -> path.matches("/tmp/.*|/dev/null|/proc/self/.*|\\d+"));
  }

  /** The path that a call may write to; empty if it only reads. */
  private static String written(String call) {
    Matcher matcher = WRITE.matcher(call);
    if (!matcher.find()) {
      return "";
    }
    boolean reads = call.contains("open") && matcher.group(2).contains("O_RDONLY");
    return reads ? "" : matcher.group(1);
  }

  private List<String> trace(String event) throws Exception {
    Path trace = folder.resolve("trace");
    Process process =
        new ProcessBuilder(
                "strace",
                "-f",
                "-qq",
                "-o",
                trace.toString(),
                "-e",
                "trace=connect,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,"
                    + "unlink,unlinkat",
                "target/snaplabel",
                "invoke",
                event)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(trace);
  }
}
