package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

class PathConverterTest {
  private static final String URL = "s3://my-bucket/photos/";

  /** Returns each command with a path, before a URL in place of the path. */
  static Stream<List<String>> commandLines() {
    List<List<String>> commandLines = new ArrayList<>();
    main()
        .getSubcommands()
        .forEach((name, command) -> {
          for (ArgSpec argument : command.getCommandSpec().args()) {
            if (argument.type() == Path.class) {
              commandLines.add(
                  argument instanceof OptionSpec option
                      ? List.of(name, option.longestName(), URL)
                      : List.of(name, URL));
            }
          }
        });
    return commandLines.stream();
  }

  private static CommandLine main() {
    return Main.commandLine("", StandardStream.output(), StandardStream.errors());
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aUrlInPlaceOfAPathIsRefusedAsItWasWritten(List<String> arguments) {
    assertThatThrownBy(() -> main().parseArgs(arguments.toArray(String[]::new)))
        .isInstanceOf(ParameterException.class)
        .hasMessageEndingWith(": '%s' is a URL, not a path on this machine", URL);
  }

  @Test
  void everyCommandWithAPathIsTested() {
    assertThat(commandLines())
        .contains(
            List.of("serve", "--bucket", URL),
            List.of("serve", "--function", URL),
            List.of("classify", "--model", URL),
            List.of("tag", "--model", URL),
            List.of("invoke", "--function", URL),
            List.of("generate-man-pages", URL));
  }

  @Test
  void aFolderMayHaveANameLikeAUrl(@TempDir Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("a://b"));

    assertThat(new PathConverter().convert(folder.toString())).isEqualTo(folder);
  }

  @Test
  void whatNoPathCanBeIsRefused() {
    assertThatThrownBy(() -> new PathConverter().convert("a\0b"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'a\0b' is not a path: ");
  }
}
