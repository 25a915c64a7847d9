package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.ModelAnswers;
import io.github.snaplabel.cli.Needs;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Base of tests of a folder's page, which before each test is empty and open in English. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OpenFolder {
  static final Path ALP = Path.of("model/self-test.jpg");
  static final Path BARN = Path.of("model/calibration/dust-bowl-home.jpg");

  /** The label of {@link #BARN}. */
  static String labelOfBarn() {
    return FoldedLabel.of(ModelAnswers.of(BARN));
  }

  private String language = "en-US";
  Path folder;
  ServedFunction function;
  Browser browser;

  @BeforeAll
  void start(@TempDir Path parent) throws IOException {
    Needs.browser();
    folder = Files.createDirectory(parent.resolve("Holidays"));
    function = ServedFunction.withFolder(folder, 0);
    browser = Browser.speaking(language);
  }

  /** Opens the page in a browser that speaks a language, such as {@code zh-CN}. */
  void openIn(String language) {
    if (!language.equals(this.language)) {
      browser.close();
      browser = Browser.speaking(language);
      this.language = language;
    }
    browser.open(function.root() + "bucket");
    browser.await(any -> any.element("#empty").isDisplayed());
  }

  /** Stops the command. */
  void end() throws IOException, InterruptedException {
    function.command().signal("INT");
    assertThat(function.command().endsWithin(30_000)).isTrue();
    browser.await(any -> any.element("#offline").isDisplayed());
  }

  /** Starts the command again on the same port. */
  void startAgain() throws IOException {
    function.close();
    function = ServedFunction.withFolder(folder, function.root().getPort());
    browser.await(any -> !any.element("#offline").isDisplayed());
  }

  @BeforeEach
  void open() throws IOException {
    for (String key : keys()) {
      Files.delete(folder.resolve(key));
    }
    openIn("en-US");
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (function != null) {
      function.close();
    }
  }

  private List<String> keys() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }

  /** Adds a picture to the folder atomically, like a program that moves it there. */
  void put(Path picture, String key) throws IOException {
    put(Files.readAllBytes(picture), key);
  }

  void put(byte[] content, String key) throws IOException {
    Path hidden = folder.resolve(".snaplabel/arriving");
    Files.write(hidden, content);
    Files.move(hidden, folder.resolve(key), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds a truncated picture. */
  void putDamaged(String key) throws IOException {
    put(Arrays.copyOf(Files.readAllBytes(ALP), 5000), key);
  }

  /** Returns the file names of the visible cards. */
  List<String> names() {
    return browser.elements(".card").stream()
        .filter(WebElement::isDisplayed)
        .map(card -> card.findElement(By.cssSelector(".name")).getText())
        .toList();
  }

  /** Returns the card of a file, which must exist. */
  WebElement card(String key) {
    return browser.elements(".card").stream()
        .filter(card -> text(card, ".name").equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the text of an element of a card; empty if there is none. */
  static String text(WebElement card, String selector) {
    return card.findElements(By.cssSelector(selector)).stream()
        .findFirst()
        .map(WebElement::getText)
        .orElse("");
  }

  /** Waits until a file has a label or an error. */
  WebElement finished(String key) {
    browser.await(any ->
        names().contains(key)
            && !(text(card(key), ".label-name") + text(card(key), ".problem")).isEmpty());
    return card(key);
  }

  /** Waits until a card's thumbnail is loaded. */
  void awaitPicture(WebElement card) {
    awaitScript(
        """
        const image = arguments[0].querySelector('img');
        return image.complete && image.naturalWidth > 0;
        """,
        card);
  }

  /** Waits until a script returns {@code true}. */
  void awaitScript(String script, Object... arguments) {
    browser.await(any -> Boolean.TRUE.equals(any.driver().executeScript(script, arguments)));
  }
}
