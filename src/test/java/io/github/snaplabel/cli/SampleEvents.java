package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends the events of {@code events/} to a function. */
final class SampleEvents {
  private static final Path FOLDER = Path.of("events");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleEvents() {}

  static String text(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".json"));
  }

  static InvocationResult send(FunctionProcess function, String name) throws Exception {
    return function.invoke(Payload.of(text(name)));
  }

  /** Sends an event, and returns the answer of a successful invocation. */
  static JsonNode answer(FunctionProcess function, String name) throws Exception {
    return answer(send(function, name), name);
  }

  /** Returns the answer of an invocation, which must be successful. */
  static JsonNode answer(InvocationResult result, String description) throws IOException {
    assertThat(result).as(description).isInstanceOf(Success.class);
    return JSON.readTree(((Success) result).payload().text());
  }
}
