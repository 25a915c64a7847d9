package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.cli.ModelAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Tests the use of the function's page. */
class PageIT extends OpenPage {
  private static final Path ALPS = Path.of("model/calibration/french-alpine-landscape.jpg");
  private static final Path HOME = Path.of("model/calibration/dust-bowl-home.jpg");

  private static List<String> texts(WebElement card, String selector) {
    return card.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Test
  void droppedPhotosAreLabeledInOrder() throws IOException {
    browser.drop(ALPS, HOME);

    List<WebElement> cards = browser.finishedCards(2);
    assertThat(texts(cards.getFirst(), ".labels .label-name"))
        .hasSize(Math.min(3, ModelAnswers.classes()))
        .first()
        .isEqualTo(ModelAnswers.of(ALPS));
    assertThat(texts(cards.getLast(), ".labels .label-name"))
        .first()
        .isEqualTo(ModelAnswers.of(HOME));
    assertThat(texts(cards.getFirst(), ".share")).allMatch(share -> share.matches("[<>]?[\\d.]+%"));
    assertThat(texts(cards.getFirst(), ".facts")).containsExactly("1024 × 484 · 237 kB");
    assertThat(texts(cards.getFirst(), ".times dt")).isEmpty();
    cards.getFirst().findElement(By.tagName("summary")).click();
    assertThat(texts(cards.getFirst(), ".times dt"))
        .containsExactly("Decoding", "Preprocessing", "Inference", "Server total", "Round trip");
    assertThat(texts(cards.getFirst(), ".times dd")).allMatch(time -> time.matches("[\\d.,]+ ms"));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void browsersThatPreferChineseGetBothNames() throws IOException {
    assumeTrue(ModelAnswers.isImageNet(), "needs ImageNet's classes");
    openIn("zh-CN");
    browser.choose(ALPS);

    WebElement card = browser.finishedCards(1).getFirst();
    assertThat(texts(card, ".label-name").getFirst()).isEqualTo(ModelAnswers.inChinese(ALPS));
    assertThat(card.findElement(By.cssSelector(".label-name .original")).getDomAttribute("lang"))
        .isEqualTo("en");
    assertThat(front.uploads().getFirst().query()).isEqualTo("topK=10&lang=zh");
    assertThat(browser.announcements())
        .contains(ModelAnswers.inChinese(ALPS).split(" ", 2)[0] + "，");
    openIn("en-US");
  }

  @Test
  void pastedPhotosAreLabeledToo() throws IOException {
    browser.paste(ALPS);

    assertThat(texts(browser.finishedCards(1).getFirst(), ".labels .label-name").getFirst())
        .isEqualTo(ModelAnswers.of(ALPS));
  }

  @Test
  void chosenPhotosGoAboveThoseThatAreThere() {
    browser.choose(ALPS);
    browser.finishedCards(1);
    browser.choose(HOME);

    assertThat(browser.finishedCards(2))
        .extracting(card -> texts(card, ".name").getFirst())
        .containsExactly("dust-bowl-home.jpg", "french-alpine-landscape.jpg");
  }

  @Test
  void moreLabelsNeedNoSecondCall() {
    assumeTrue(ModelAnswers.classes() > 3, "needs a model of more than three classes");
    browser.choose(ALPS);
    WebElement card = browser.finishedCards(1).getFirst();
    WebElement more = card.findElement(By.cssSelector(".more"));

    more.click();
    assertThat(texts(card, ".labels .label-name")).hasSize(Math.min(10, ModelAnswers.classes()));
    assertThat(more.getDomAttribute("aria-expanded")).isEqualTo("true");
    more.click();
    assertThat(texts(card, ".labels .label-name")).hasSize(3);
    assertThat(front.uploads()).singleElement().matches(call -> call.query().equals("topK=10"));
  }

  @Test
  void atMostTwoPhotosAreSentAtOnce() {
    front.answerMessage(429);
    countUploads();
    browser.choose(ALPS, HOME, Path.of("model/self-test.jpg"));
    browser.choose(ALPS, HOME);

    browser.finishedCards(5);
    assertThat(mostUploadsAtOnce()).isEqualTo(2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/?x=1#y"})
  void itCallsTheApiUnderItsStage(String end) {
    browser.open(front.root() + end);
    browser.choose(ALPS);

    browser.finishedCards(1);
    assertThat(front.uploads()).hasSize(1);
    assertThat(browser.element("#folder").isDisplayed()).isFalse();
    assertThat(browser.element("#api").getDomProperty("href")).isEqualTo(front.root() + "/docs");
  }

  @Test
  void everythingWorksByKeyboard() {
    Actions keys = new Actions(browser.driver());
    keys.sendKeys(Keys.TAB, Keys.TAB).perform();
    WebElement focused = browser.driver().switchTo().activeElement();
    assertThat(focused.getDomAttribute("id")).isEqualTo("files");
    assertThat(browser.element("label[for=files]").getCssValue("outline-style")).isEqualTo("solid");
    browser.choose(ALPS);
    browser.finishedCards(1);

    // The camera field appears only on touch screens; next are the two downloads.
    keys.sendKeys(Keys.TAB, Keys.TAB, Keys.TAB).perform();
    assertThat(browser.focused().getText()).isEqualTo("Clear all");
    for (String name :
        new String[] {
          "Enlarge french-alpine-landscape.jpg",
          "Remove french-alpine-landscape.jpg",
          "More french-alpine-landscape.jpg",
          "Copy french-alpine-landscape.jpg",
          "JSON french-alpine-landscape.jpg",
          "curl french-alpine-landscape.jpg",
          "Details french-alpine-landscape.jpg"
        }) {
      keys.sendKeys(Keys.TAB).perform();
      assertThat(browser.focused().getAccessibleName()).isEqualTo(name);
    }
    browser.element("#clear").sendKeys(Keys.SPACE);

    assertThat(browser.elements(".card")).isEmpty();
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("files");
    assertThat(browser.announcements()).contains("Removed: french-alpine-landscape.jpg");
    keys.sendKeys(Keys.TAB).perform();
    assertThat(browser.focused().getText()).isEqualTo("Undo");
  }

  @Test
  void theCallCanBeCopiedForAShell() {
    browser.choose(ALPS);
    browser.finishedCards(1);
    browser
        .driver()
        .executeScript(
            "navigator.clipboard.writeText = text => { window.copied = text; return"
                + " Promise.resolve(); }");

    browser.element("[data-copy=curl]").click();
    browser.await(any -> any.element("[data-copy=curl]").getText().equals("Copied"));
    assertThat(browser.driver().executeScript("return window.copied"))
        .isEqualTo(
            "curl --data-binary '@french-alpine-landscape.jpg' -H 'Content-Type: image/jpeg' '"
                + front.root()
                + "/classify?topK=3'");
  }

  @Test
  void theCallIsShownIfItCannotBeCopied() {
    browser.choose(ALPS);
    browser.finishedCards(1);
    assertThat(callShownWithoutClipboard()).startsWith("curl --data-binary ");
    assertThat(browser.driver().executeScript("return getSelection().toString()"))
        .asString()
        .startsWith("curl --data-binary ");
  }
}
