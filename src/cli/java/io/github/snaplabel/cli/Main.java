package io.github.snaplabel.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code target/snaplabel}. */
@Command(
    name = "snaplabel",
    description = "Looks at pictures and says what is in them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Main {
  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code, or with 1 if what it wrote did
   * not arrive.
   */
  public static void main(String[] arguments) {
    StandardStream out = StandardStream.output();
    StandardStream errors = StandardStream.errors();
    PrintWriter toOut = out.writer();
    PrintWriter toErrors = errors.writer();
    int exitCode =
        commandLine(commands(arguments.length == 0 ? "" : arguments[0], out, errors))
            .setOut(toOut)
            .setErr(toErrors)
            .execute(arguments);
    toOut.flush();
    out.failure().ifPresent(reason -> toErrors.println("snaplabel: " + reason));
    toErrors.flush();
    boolean lost = out.failure().isPresent() || errors.failure().isPresent();
    System.exit(lost && exitCode == 0 ? 1 : exitCode);
  }

  private static CommandLine commandLine(List<Object> commands) {
    CommandLine main = new CommandLine(new Main());
    commands.forEach(main::addSubcommand);
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::report);
  }

  /** Only the one that is meant, if one is: each takes milliseconds to be read. */
  private static List<Object> commands(String meant, StandardStream out, StandardStream errors) {
    return switch (meant) {
      case "classify" -> List.of(new ClassifyCommand());
      case "tag" -> List.of(new TagCommand());
      case "invoke" -> List.of(new InvokeCommand());
      case "serve" -> List.of(new ServeCommand(out, errors));
      default ->
          List.of(
              new ClassifyCommand(),
              new TagCommand(),
              new InvokeCommand(),
              new ServeCommand(out, errors));
    };
  }

  /** One line for a person; what is expected to go wrong was answered before it came here. */
  private static int report(Exception failure, CommandLine command, ParseResult parsed) {
    command.getErr().println("snaplabel: " + failure.getMessage());
    command.getErr().flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
