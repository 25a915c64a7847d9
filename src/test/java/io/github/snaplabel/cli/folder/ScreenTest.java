package io.github.snaplabel.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi.Style;

class ScreenTest {
  private final StringWriter written = new StringWriter();

  private Screen screen(boolean terminal, boolean colored) {
    return new Screen(new PrintWriter(written), terminal, colored);
  }

  @Test
  void withoutATerminalThereAreOnlyPlainLines() {
    Screen screen = screen(false, false);
    screen.status("1 of 2");
    screen.line(screen.styled(Style.fg_green, "a.jpg"));

    assertThat(written.toString()).isEqualTo("a.jpg\n");
  }

  @Test
  void aTerminalKeepsTheStatusLineBelowTheOthers() {
    Screen screen = screen(true, false);
    screen.status("1 of 2");
    screen.line(screen.styled(Style.fg_green, "a.jpg"));

    assertThat(written.toString()).endsWith("\r\u001b[2Ka.jpg\n1 of 2").doesNotContain("[32m");
  }

  @Test
  void controlCharactersInNamesAreNotPrinted() {
    assertThat(screen(true, true).styled(Style.fg_green, "a\u001b[2J\u009b\n.jpg"))
        .isEqualTo("\u001b[32ma?[2J??.jpg\u001b[0m");
  }

  @Test
  void nothingIsPrintedAfterTheLastLine() {
    Screen screen = screen(true, false);
    screen.last("the end");
    screen.line("a.jpg");
    screen.status("1 of 2");

    assertThat(written.toString()).endsWith("the end\n");
  }
}
