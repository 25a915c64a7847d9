package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.cli.ModelAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Tests the example photos on the empty page. */
class PageExamplesIT extends OpenPage {
  private static final Path RESOURCES = Path.of("src/main/resources/io/github/snaplabel/http");

  private void awaitExamples() {
    browser.await(any -> any.element("#examples").isDisplayed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat", "photographer"})
  void anExampleIsLabeledLikeADroppedFile(String name) throws Exception {
    awaitExamples();

    browser.element("[data-photo=" + name + "]").click();

    WebElement card = browser.finishedCards(1).getFirst();
    assertThat(card.findElement(By.cssSelector(".name")).getText()).isEqualTo(name + ".jpg");
    assertThat(card.findElement(By.cssSelector(".labels .label-name")).getText())
        .isEqualTo(ModelAnswers.of(RESOURCES.resolve(name + ".jpg")));
    assertThat(front.uploads().getFirst().body())
        .isEqualTo(Files.readAllBytes(RESOURCES.resolve(name + ".jpg")));
    assertThat(browser.element("#examples").isDisplayed()).isFalse();
    assertThat(browser.console()).isEmpty();
    browser.element("#clear").click();
    assertThat(browser.element("#examples").isDisplayed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"cat, animal › mammal › feline › cat", "photographer, electronics › camera › tripod"})
  void theLabelOfAnExampleIsRight(String name, String path) {
    assumeTrue(ModelAnswers.isTrainedOnImageNet(), "needs a trained model of ImageNet's classes");
    openIn("en-US");
    awaitExamples();

    browser.element("[data-photo=" + name + "]").click();

    browser.finishedCards(1);
    assertThat(browser.element(".path").getText()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"en-US, A cat, A photographer", "zh-CN, 一只猫, 一位摄影师", "zh-TW, 一隻貓, 一位攝影師"})
  void examplesAreReachedByKeyboardAndHaveNames(String language, String cat, String photographer) {
    openIn(language);
    awaitExamples();
    Actions keys = new Actions(browser.driver());

    keys.sendKeys(Keys.TAB, Keys.TAB, Keys.TAB).perform();
    assertThat(browser.focused().getAccessibleName()).isEqualTo(cat);
    assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
    keys.sendKeys(Keys.TAB).perform();
    assertThat(browser.focused().getAccessibleName()).isEqualTo(photographer);
    keys.sendKeys(Keys.ENTER).perform();

    browser.finishedCards(1);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("results-title");
  }

  @Test
  void thePageWorksWithoutExamples() {
    browser.block("*/assets/*");
    try {
      browser.reload();
      browser.choose(RESOURCES.resolve("cat.jpg"));
      browser.finishedCards(1);
      browser.element("#clear").click();

      assertThat(browser.element("#examples").isDisplayed()).isFalse();
    } finally {
      browser.block();
    }
  }
}
