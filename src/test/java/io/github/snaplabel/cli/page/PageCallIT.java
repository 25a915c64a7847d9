package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that shells pass the copied call on to curl as it is meant, whatever a file is called. */
class PageCallIT extends OpenPage {
  private static final Path PHOTO = Path.of("model/self-test.jpg");

  @TempDir Path folder;

  private String call(String name, String platform) throws Exception {
    browser.pretend("en-US", platform);
    browser.reload();
    browser.choose(Files.copy(PHOTO, folder.resolve(name)));
    browser.finishedCards(1);
    callShownWithoutClipboard();
    return String.valueOf(browser.element(".answer .command").getDomProperty("textContent"));
  }

  private String[] expected(String file) {
    return new String[] {
      "curl",
      "--data-binary",
      "@" + file,
      "-H",
      "Content-Type: image/jpeg",
      front.root() + "/classify?topK=3"
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.jpg",
        "it's (1) & more.jpg",
        "%PATH%.jpg",
        "100%.jpg",
        "50%%PATH%%.jpg",
        "%PATH:~0,1%^.jpg",
        "a^b^^c!.jpg",
        "x=1,y;z.jpg",
        "假日 😀.jpg"
      })
  void theCommandPromptOfWindowsPassesItOn(String name) throws Exception {
    Map<String, String> variables =
        Map.of("PATH", "C:\\Windows", "PATH:~0,1", "C", "^", "x", "PATH^", "y");

    assertThat(CommandPrompt.arguments(call(name, "Win32"), variables))
        .containsExactly(expected(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.jpg",
        "it's (1) & more.jpg",
        "\"$HOME\" `id` $(id).jpg",
        "a\\b!.jpg",
        "*?[a].jpg"
      })
  void theShellPassesItOn(String name) throws Exception {
    assertThat(passedOnByShell(call(name, "Linux x86_64"))).containsExactly(expected(name));
  }

  private List<String> passedOnByShell(String call) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "curl() { printf '%s\\n' curl \"$@\"; }; " + call)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return output.lines().toList();
  }

  @ParameterizedTest
  @CsvSource({"Win32", "Linux x86_64"})
  void aFileWhoseNameIsADashIsNotStandardInput(String platform) throws Exception {
    String call = call("-", platform);

    assertThat(
            platform.equals("Win32")
                ? CommandPrompt.arguments(call, Map.of())
                : passedOnByShell(call))
        .containsExactly(expected("./-"));
  }
}
