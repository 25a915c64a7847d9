package io.github.snaplabel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that writes the manual pages of all commands. */
@Command(
    name = "generate-man-pages",
    description =
        "Writes the manual pages of all commands into a folder, such as"
            + " ~/.local/share/man/man1.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ManPages implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FOLDER",
      description = "Folder for the pages; created if it is missing.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    CommandSpec main = spec.root();
    for (CommandSpec command : Stream.concat(Stream.of(main), documented(main)).toList()) {
      Files.writeString(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
    }
    return 0;
  }

  /** Returns a command's subcommands, except those that only generate texts or print help. */
  static Stream<CommandSpec> documented(CommandSpec command) {
    List<Class<?>> others = List.of(HelpCommand.class, GenerateCompletion.class, ManPages.class);
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(
            subcommand -> others.stream().noneMatch(it -> it.isInstance(subcommand.userObject())));
  }
}
