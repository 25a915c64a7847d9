package io.github.snaplabel.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the function one event. */
@Command(
    name = "invoke",
    description = {
      "Sends the function one event, as AWS Lambda would.",
      "The answer goes to standard output, the log to standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the function answered",
      "1:it reported an error, which is the answer then, or did not run",
      "2:the command line is wrong, or the event cannot be read"
    })
final class InvokeCommand implements Callable<Integer> {
  private static final int UNREADABLE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "EVENT", description = "A file with JSON; - is standard input.")
  private Path event = Path.of("-");

  @Mixin private FunctionOptions options = new FunctionOptions();

  @Override
  public Integer call() throws InterruptedException {
    Payload payload;
    try {
      payload = Payload.of(read());
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      complain(
          "%s is not JSON, at line %d, column %d."
              .formatted(event, place.getLineNr(), place.getColumnNr()));
      return UNREADABLE;
    } catch (IOException e) {
      complain(FileOutcome.UnreadableFile.unreadable(event, e).sentence());
      return UNREADABLE;
    }
    try {
      return report(invoke(payload));
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  /** Comes back when the function has ended, and so all of its log is there. */
  private InvocationResult invoke(Payload payload) throws IOException, InterruptedException {
    try (FunctionProcess function = options.functions(this::complain).get()) {
      return function.invoke(payload);
    }
  }

  /** Reads the event, which Lambda refuses if it is not JSON. */
  private byte[] read() throws IOException {
    byte[] bytes =
        event.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(event);
    new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(bytes);
    return bytes;
  }

  private int report(InvocationResult result) {
    return switch (result) {
      case Success answer -> {
        print(answer.payload());
        yield 0;
      }
      case Failure failure -> {
        print(failure.error().json());
        complain(failure.sentence());
        yield 1;
      }
    };
  }

  private void print(Payload answer) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.text());
    out.flush();
  }

  private void complain(String sentence) {
    PrintWriter errors = spec.commandLine().getErr();
    errors.println(sentence);
    errors.flush();
  }
}
