package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.snaplabel.event.HttpRequest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts the bytes allocated while parsing requests that consist of the smallest possible parts.
 */
class UploadWorkTest {
  private static final int SIZE = 1_000_000;
  private static final long ALLOCATED_PER_BYTE = 32;
  private static final long FIXED = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final UploadReader reader = new UploadReader(new Json().mapper(), 16);

  static Stream<Named<HttpRequest>> requests() {
    return Stream.of(
        form("options", repeat("--B\r\nContent-Disposition:;name=x\r\n\r\n\r\n") + "--B--"),
        form("images", repeat("--B\r\nContent-Disposition:;name=file\r\n\r\na\r\n") + "--B--"),
        form("what only looks like boundaries", "--B\r\n\r\n" + repeat("\r\n--")),
        form("line ends", "--B\r\n" + repeat("\r\n") + "--B--"),
        json("empty images", "{\"images\": [" + repeat("\"\",") + "\"\"]}"),
        json("white space", "{\"image\": \"" + repeat("\\n") + "\"}"),
        json("a data URL without end", "{\"image\": \"data:" + repeat(";base64") + "\"}"),
        json("lists in lists", "{\"x\": " + repeat("[")),
        json("options", "{" + options() + "}"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void allocationIsLinearInTheRequestsSize(HttpRequest request) {
    long before = THREADS.getCurrentThreadAllocatedBytes();

    try {
      assertThat(reader.read(request).images()).isNotEmpty();
    } catch (ProblemException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }

    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(FIXED + ALLOCATED_PER_BYTE * request.body().length);
  }

  private static String repeat(String part) {
    return part.repeat(SIZE / part.length());
  }

  private static String options() {
    return IntStream.range(0, SIZE / 10)
        .mapToObj(i -> "\"%x\":1".formatted(i))
        .collect(Collectors.joining(","));
  }

  private static Named<HttpRequest> form(String name, String body) {
    return request("form: " + name, "multipart/form-data; boundary=B", body);
  }

  private static Named<HttpRequest> json(String name, String body) {
    return request("JSON: " + name, "application/json", body);
  }

  private static Named<HttpRequest> request(String name, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Named.of(name, TestApi.request("POST", "/classify", bytes, "Content-Type: " + type));
  }
}
