package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.ModelAnswers;
import io.github.snaplabel.cli.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** Tests the page that describes the API in a browser. */
class ReferenceIT extends OpenPage {
  private static final Path PHOTO = Path.of("model/self-test.jpg");

  @TempDir Path folder;

  private String sample(String id) {
    browser.driver().get(front.root() + "/docs");
    return browser.element("#" + id).getText();
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    Files.copy(PHOTO, folder.resolve("photo.jpg"));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }

  @Test
  void theCallOfCurlWorksAtThisAddress() throws Exception {
    String call = sample("curl");

    assertThat(call).endsWith(front.root() + "/classify");
    assertThat(output(List.of("sh", "-c", call))).contains(ModelAnswers.selfTest());
  }

  @Test
  void theProgramInPythonWorksAtThisAddress() throws Exception {
    Files.writeString(folder.resolve("classify.py"), sample("python"));

    assertThat(output(List.of("python3", "classify.py", "photo.jpg")))
        .contains(ModelAnswers.selfTest());
  }

  @Test
  void theProgramInJavaScriptWorksAtThisAddress() throws Exception {
    Needs.node();
    Files.writeString(folder.resolve("classify.mjs"), sample("javascript"));

    assertThat(output(List.of("node", "classify.mjs", "photo.jpg")))
        .contains(ModelAnswers.selfTest());
  }

  @Test
  void theProgramInJavaWorksAtThisAddress() throws Exception {
    Files.writeString(folder.resolve("Classify.java"), sample("java"), StandardCharsets.UTF_8);
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();

    assertThat(output(List.of(java, "Classify.java", "photo.jpg")))
        .startsWith("200 ")
        .contains(ModelAnswers.selfTest());
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, light, 1280, Examples",
    "zh-CN, dark, 1280, 示例",
    "zh-CN, light, 390, 示例",
    "en-US, dark, 320, Examples"
  })
  void itIsAccessibleAndFits(String language, String scheme, int width, String title)
      throws IOException {
    openIn(language);
    browser.prefer("prefers-color-scheme", scheme);
    browser.element("#api").click();
    browser.resize(width, 800, width < 500);

    assertThat(browser.element("#samples h2").getText()).isEqualTo(title);
    browser.screenshot("reference-%s-%s-%d".formatted(language, scheme, width), 1);
    browser.assertAccessible();
    browser.assertFits();
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void itLeadsToThePageAndToTheDocument() {
    browser.driver().get(front.root() + "/docs");

    assertThat(browser.elements(".links a"))
        .extracting((WebElement link) -> link.getDomProperty("href"))
        .containsExactly(front.root() + "/", front.root() + "/openapi.json");
  }
}
