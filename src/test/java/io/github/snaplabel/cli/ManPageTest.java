package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManPageTest {
  @Test
  void aPageHasTheCommandsArgumentsOptionsAndExitStatus() {
    CommandSpec command = CommandSpec.create().name("shrink").version("1.2");
    command
        .usageMessage()
        .description("Makes files smaller.", ".gz is not read.")
        .exitCodeList(Map.of("0", "it worked"));
    command.addOption(
        OptionSpec.builder("-l", "--level")
            .type(int.class)
            .paramLabel("N")
            .defaultValue("3")
            .description("From 1 to 9 (default: ${DEFAULT-VALUE}).")
            .build());
    command.addPositional(
        PositionalParamSpec.builder().paramLabel("FILE").description(".dot or \\slash").build());

    assertThat(ManPage.of(command))
        .isEqualTo(
            """
            .TH "SHRINK" 1 "" "1.2"
            .SH NAME
            shrink \\- Makes files smaller
            .SH SYNOPSIS
            shrink [\\-l=N] FILE
            .SH DESCRIPTION
            Makes files smaller. .gz is not read.
            .SH ARGUMENTS
            .TP
            \\fIFILE\\fR
            \\&.dot or \\eslash
            .SH OPTIONS
            .TP
            \\fB\\-l\\fR, \\fB\\-\\-level\\fR=\\fIN\\fR
            From 1 to 9 (default: 3).
            .SH EXIT STATUS
            .TP
            \\fB0\\fR
            it worked
            """);
  }
}
