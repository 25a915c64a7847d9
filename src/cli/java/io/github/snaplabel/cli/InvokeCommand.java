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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that sends the function one event. */
@Command(
    name = "invoke",
    description = {
      "Sends the function one event, as AWS Lambda would.",
      "Prints the response to standard output and the log to standard error."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the function responded",
      "1:the function reported an error, which is printed as the response, or did not run",
      "2:the command line is wrong, or the event cannot be read"
    })
final class InvokeCommand implements Callable<Integer> {
  private static final int UNREADABLE_EVENT = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "EVENT", description = "JSON file with the event; - for standard input.")
  private String event = "-";

  @Mixin private FunctionOptions options = new FunctionOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Payload payload;
    try {
      payload = Payload.of(read());
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      printError(
          "%s is not JSON, at line %d, column %d."
              .formatted(event, place.getLineNr(), place.getColumnNr()));
      return UNREADABLE_EVENT;
    } catch (IOException e) {
      printError(FileOutcome.UnreadableFile.of(event, e).sentence());
      return UNREADABLE_EVENT;
    } catch (InvalidPathException e) {
      throw UsageErrors.usageException(
          spec, "%s is not a file name: %s".formatted(event, e.getReason()));
    }
    return report(invoke(payload));
  }

  /** Invokes the function and stops it, so that its complete log has been printed on return. */
  private InvocationResult invoke(Payload payload) throws IOException, InterruptedException {
    try (FunctionProcess function = options.functions(this::log).get()) {
      return function.invoke(payload);
    }
  }

  /** Reads the event, and checks that it is JSON: Lambda accepts nothing else. */
  private byte[] read() throws IOException {
    byte[] bytes =
        event.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(event));
    new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(bytes);
    return bytes;
  }

  private int report(InvocationResult result) {
    return switch (result) {
      case Success success -> {
        print(success.payload());
        yield 0;
      }
      case Failure failure -> {
        print(failure.error().json());
        printError(failure.sentence());
        yield 1;
      }
    };
  }

  private void print(Payload response) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(response.text());
    out.flush();
  }

  private void log(String line) {
    PrintWriter errors = spec.commandLine().getErr();
    errors.println(line);
    errors.flush();
  }

  private void printError(String sentence) {
    FailureReporter.print(spec.commandLine().getErr(), sentence);
  }
}
