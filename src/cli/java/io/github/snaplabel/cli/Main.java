package io.github.snaplabel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code target/snaplabel}. */
@Command(
    name = "snaplabel",
    description = "Labels pictures by what they show.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Main {
  private Main() {}

  /**
   * Runs the command line and exits with its exit code, or with 1 if the command succeeded but its
   * output could not be written.
   */
  public static void main(String[] arguments) {
    StandardStream out = StandardStream.output();
    StandardStream errors = StandardStream.errors();
    PrintWriter outWriter = out.writer();
    PrintWriter errorWriter = errors.writer();
    int exitCode =
        commandLine(arguments.length == 0 ? "" : arguments[0], out, errors)
            .setOut(outWriter)
            .setErr(errorWriter)
            .execute(arguments);
    outWriter.flush();
    out.failure().ifPresent(reason -> FailureReporter.print(errorWriter, reason));
    errorWriter.flush();
    boolean lost = out.failure().isPresent() || errors.failure().isPresent();
    System.exit(lost && exitCode == 0 ? 1 : exitCode);
  }

  /** Returns the command line with one command, or with all of them if the name is not known. */
  static CommandLine commandLine(String name, StandardStream out, StandardStream errors) {
    CommandLine main = new CommandLine(new Main());
    commands(name, out, errors).forEach(main::addSubcommand);
    // A file may have a name such as @cat.jpg.
    return main.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new PathConverter())
        .setParameterExceptionHandler(new UsageErrorReporter())
        .setExecutionExceptionHandler(new FailureReporter());
  }

  /** Returns only the named command if there is one: picocli takes milliseconds to read each. */
  private static List<Object> commands(String name, StandardStream out, StandardStream errors) {
    return switch (name) {
      case "classify" -> List.of(new ClassifyCommand());
      case "tag" -> List.of(new TagCommand());
      case "invoke" -> List.of(new InvokeCommand());
      case "serve" -> List.of(new ServeCommand(out, errors));
      default ->
          List.of(
              new ClassifyCommand(),
              new TagCommand(),
              new InvokeCommand(),
              new ServeCommand(out, errors),
              new HelpCommand(),
              new GenerateCompletion(),
              new ManPages());
    };
  }
}
