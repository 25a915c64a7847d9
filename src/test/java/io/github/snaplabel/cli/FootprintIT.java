package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the function's connections and file writes, traced by strace from its start. */
class FootprintIT {
  private static final Pattern WRITE =
      Pattern.compile(
          "(?:open|creat|mkdir|rename|unlink)\\w*\\((?:AT_FDCWD, |\\d+, )?\"([^\"]*)\"(.*)");

  /** Matches the address of a connection or a datagram, such as a DNS query. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:connect|send\\w+)\\(.*sin6?_port=htons\\((\\d+)\\).*?(?:inet_addr\\(|AF_INET6, )"
              + "\"([^\"]+)\"");

  private static final String KEY = "my album/café+1.jpg";

  @TempDir Path folder;

  private FakeS3 s3;

  @BeforeEach
  void needsStraceAndThePackage() throws IOException {
    Needs.strace();
    Needs.packagedFunction();
    s3 = new FakeS3();
    s3.put(KEY, Files.readAllBytes(Path.of("model/self-test.jpg")));
  }

  @AfterEach
  void stop() {
    if (s3 != null) {
      s3.close();
    }
  }

  @Test
  void aRequestOpensNoConnectionAndWritesNothingOutsideTmp() throws Exception {
    List<String> calls = trace("events/http-api-image.json");

    assertThat(addresses(calls)).as("the runtime's own API").hasSize(1).doesNotContain(ofS3());
    assertStaysAtHome(calls);
  }

  @Test
  void anEventOfS3OpensConnectionsToS3Only() throws Exception {
    assertConnectsToS3Only(trace("events/s3-put.json"));
  }

  @Test
  void aRequestThatNamesAnObjectOpensConnectionsToS3Only() throws Exception {
    Path event = folder.resolve("event.json");
    Files.writeString(
        event,
        """
        {"version": "2.0", "rawPath": "/classify", "headers": {"content-type": "application/json"},
         "requestContext": {"http": {"method": "POST", "path": "/classify"}, "stage": "$default"},
         "body": "{\\"object\\": {\\"key\\": \\"%s\\"}}", "isBase64Encoded": false}
        """
            .formatted(KEY));

    List<String> calls = trace(event.toString(), "--env", "SNAPLABEL_BUCKET=photos");

    assertThat(folder.resolve("out")).content().contains("\"statusCode\":200");
    assertThat(addresses(calls)).as("S3 and the runtime's own API").hasSize(2).contains(ofS3());
    assertStaysAtHome(calls);
    assertThat(s3.calls()).containsExactly("GET");
  }

  @Test
  void theLongWarmUpBeforeASnapshotOpensNoConnectionEither() throws Exception {
    assertConnectsToS3Only(trace("events/s3-put.json", "--snap-start"));
  }

  private void assertConnectsToS3Only(List<String> calls) {
    assertThat(s3.tags(KEY)).containsAllEntriesOf(ModelAnswers.selfTestTags());
    assertThat(addresses(calls)).as("S3 and the runtime's own API").hasSize(2).contains(ofS3());
    assertStaysAtHome(calls);
  }

  private static void assertStaysAtHome(List<String> calls) {
    assertThat(calls).as("the trace").anyMatch(call -> call.contains("libonnxruntime.so"));
    assertThat(addresses(calls))
        .extracting(InetSocketAddress::getHostString)
        .containsOnly("127.0.0.1");
    assertThat(calls.stream().map(FootprintIT::written).filter(path -> !path.isEmpty()))
        .allMatch(path -> path.matches("/tmp/.*|/dev/null|/proc/self/.*|\\d+"));
  }

  private InetSocketAddress ofS3() {
    return InetSocketAddress.createUnresolved(s3.endpoint().getHost(), s3.endpoint().getPort());
  }

  private static Set<InetSocketAddress> addresses(List<String> calls) {
    return calls.stream()
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .map(address ->
            InetSocketAddress.createUnresolved(
                address.group(2), Integer.parseInt(address.group(1))))
        .collect(Collectors.toSet());
  }

  /** Returns the path that a system call may write to; empty if it only reads. */
  private static String written(String call) {
    Matcher matcher = WRITE.matcher(call);
    if (!matcher.find()) {
      return "";
    }
    boolean reads = call.contains("open") && matcher.group(2).contains("O_RDONLY");
    return reads ? "" : matcher.group(1);
  }

  private List<String> trace(String event, String... options) throws Exception {
    Path trace = folder.resolve("trace");
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                trace.toString(),
                "-e",
                "trace=connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,"
                    + "renameat,renameat2,unlink,unlinkat",
                "target/snaplabel",
                "invoke",
                event,
                "--s3-endpoint",
                s3.endpoint().toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().putAll(PackagedFunction.TAGGING);
    builder.environment().put("AWS_ACCESS_KEY_ID", "id");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
    assertThat(builder.start().waitFor()).isZero();
    return Files.readAllLines(trace);
  }
}
