package io.github.snaplabel.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        commandLine(arguments)
            .setOut(writer(FileDescriptor.out))
            .setErr(writer(FileDescriptor.err))
            .execute(arguments));
  }

  private static CommandLine commandLine(String... arguments) {
    CommandLine main = new CommandLine(new Main());
    commands(arguments.length == 0 ? "" : arguments[0]).forEach(main::addSubcommand);
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::report);
  }

  /** Only the one that is meant, if one is: each takes milliseconds to be read. */
  private static List<Class<?>> commands(String meant) {
    return switch (meant) {
      case "classify" -> List.of(ClassifyCommand.class);
      case "tag" -> List.of(TagCommand.class);
      case "invoke" -> List.of(InvokeCommand.class);
      case "serve" -> List.of(ServeCommand.class);
      default ->
          List.of(ClassifyCommand.class, TagCommand.class, InvokeCommand.class, ServeCommand.class);
    };
  }

  /** One line for a person; what is expected to go wrong was answered before it came here. */
  private static int report(Exception failure, CommandLine command, ParseResult parsed) {
    command.getErr().println("snaplabel: " + failure.getMessage());
    command.getErr().flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** Names of files and labels go out as UTF-8, whatever the terminal's settings are. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }
}
