package io.github.snaplabel.cli;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Renders a command's help as a manual page in the macros of man(7).
 *
 * <p>picocli's own generator writes AsciiDoc, which would need Asciidoctor to become a manual page.
 */
final class ManPage {
  private final CommandSpec command;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /** Returns the page's name, such as {@code snaplabel-tag}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** Renders a command's page. */
  static String of(CommandSpec command) {
    return new ManPage(command).render();
  }

  private String render() {
    String[] description = command.usageMessage().description();
    line(
        ".TH",
        quoted(name(command).toUpperCase(Locale.ROOT)),
        "1",
        quoted(""),
        quoted(command.version()[0]));
    section("NAME", name(command) + " - " + description[0].replaceFirst("\\.$", ""));
    section(
        "SYNOPSIS", new Help(command, Help.Ansi.OFF).synopsis(0).strip().replaceAll("\\s+", " "));
    section("DESCRIPTION", String.join(" ", description));
    if (!command.positionalParameters().isEmpty()) {
      line(".SH ARGUMENTS");
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        item(italic(parameter.paramLabel()), text(parameter));
      }
    }
    line(".SH OPTIONS");
    for (OptionSpec option : command.options()) {
      item(names(option), text(option));
    }
    Map<String, String> exitCodes = command.usageMessage().exitCodeList();
    if (!exitCodes.isEmpty()) {
      line(".SH EXIT STATUS");
      exitCodes.forEach((code, meaning) -> item(bold(code), meaning));
    }
    if (!command.subcommands().isEmpty()) {
      line(".SH SEE ALSO");
      page.append(
          ManPages.documented(command)
              .map(subcommand -> bold(name(subcommand)) + "(1)")
              .collect(Collectors.joining(", ", "", "\n")));
    }
    return page.toString();
  }

  private static String names(OptionSpec option) {
    String names = Stream.of(option.names()).map(ManPage::bold).collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + "=" + italic(option.paramLabel());
  }

  private static String text(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private void section(String title, String text) {
    line(".SH", title);
    line(escaped(text));
  }

  private void item(String term, String text) {
    line(".TP");
    line(term);
    line(escaped(text));
  }

  private void line(String... words) {
    page.append(String.join(" ", words)).append('\n');
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** Escapes what roff would interpret: backslashes, hyphens, and controls at a line's start. */
  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
