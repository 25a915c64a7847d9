package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.snaplabel.tagging.TaggingOutcome.NotAnImage;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import io.github.snaplabel.tagging.TaggingOutcome.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests chunked content, which has no Content-Length header; proxies may send it. */
class ObjectTaggerLengthTest extends TaggerFixture {
  private TaggingOutcome chunked(byte[] content) {
    String eTag = s3.put("a", content);
    s3.fault((exchange, call) -> {
      if (!call.equals("GET")) {
        return false;
      }
      exchange.getResponseHeaders().set("ETag", '"' + eTag + '"');
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(content);
      return true;
    });
    return tag(ref("a", null, eTag));
  }

  private static byte[] padded(String text, int length) {
    byte[] content = Arrays.copyOf(bytes(text), length);
    Arrays.fill(content, text.length(), length, (byte) 'x');
    return content;
  }

  @Test
  void itIsLabeled() {
    assertThat(chunked(ALP))
        .isInstanceOfSatisfying(
            Tagged.class, tagged -> assertThat(tagged.bytes()).isEqualTo(ALP.length));
    assertLabeled("a", "alp");
  }

  @Test
  void itIsReadUpToTheLimit() {
    assertThat(chunked(padded("picture:", 100))).isInstanceOf(Tagged.class);
    assertThat(chunked(padded("picture:", 101))).isEqualTo(new Unreadable(101, "image-too-large"));
    assertThat(chunked(padded("picture:", 9000))).isEqualTo(new Unreadable(101, "image-too-large"));
    assertThat(s3.tags("a")).containsEntry("snaplabel:error", "image-too-large");
  }

  @Test
  void otherFilesAreNotTaggedWhateverTheirLength() {
    assertThat(chunked(bytes("hello"))).isEqualTo(new NotAnImage(5));
    assertThat(chunked(new byte[0])).isEqualTo(new NotAnImage(0));
    assertThat(chunked(padded("hello", 9000))).isEqualTo(new NotAnImage(101));
  }

  @Test
  void truncatedContentIsAnError() throws Exception {
    byte[] cut =
        bytes("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nTransfer-Encoding: chunked\r\n\r\nb\r\npict");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        S3Client client = FakeS3.client(URI.create("http://127.0.0.1:" + server.getLocalPort()))) {
      Thread.ofPlatform().daemon().start(() -> answer(server, cut));
      Deadline deadline = Deadline.in(Duration.ofSeconds(20));
      StoredObject stored = new S3Objects(() -> client).open(ref("a", null, null), deadline);

      assertThatExceptionOfType(IOException.class).isThrownBy(() -> stored.read(100, deadline));
    }
  }

  private static void answer(ServerSocket server, byte[] answer) {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[8192];
      assertThat(socket.getInputStream().read(request)).isPositive();
      socket.getOutputStream().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
