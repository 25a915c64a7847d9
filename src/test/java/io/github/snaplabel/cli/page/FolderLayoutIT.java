package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.cli.ModelAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * Tests layout and accessibility of a folder's page on all screen sizes and on paper, and saves
 * screenshots.
 */
class FolderLayoutIT extends OpenFolder {
  private static final Path CALIBRATION = Path.of("model/calibration");
  private static final String LONG =
      "a-rather-long-name-that-has-no-place-to-break-anywhere-in-all-of-its-length.jpg";

  private record Screen(int width, int height) {}

  private static final List<Screen> SCREENS =
      List.of(new Screen(1280, 900), new Screen(390, 844), new Screen(320, 640));

  @ParameterizedTest
  @CsvSource({
    "en-US, en, 1 of 6 done, 6 of 6 done, 1 cannot be read",
    "zh-CN, zh-Hans, 已完成 1 / 6, 已完成 6 / 6, 1 张无法读取"
  })
  void everyStateIsAccessibleAndFits(
      String language, String lang, String begun, String done, String unreadable) throws Exception {
    openIn(language);
    assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo(lang);
    check(language, "empty");

    put(ALP, LONG);
    finished(LONG);
    check(language, "one");

    function.command().suspend();
    for (String name :
        List.of(
            "french-alpine-landscape",
            "dust-bowl-home",
            "nagasaki-boats",
            "locomotion-house-cat")) {
      put(CALIBRATION.resolve(name + ".jpg"), name + ".jpg");
    }
    putDamaged("假日 our trip 😀 <b>.jpg");
    browser.await(any -> any.element("#count").getText().equals(begun));
    check(language, "begun");
    assertThat(browser.element("#count").getText()).isEqualTo(begun);

    function.command().resume();
    browser.await(any -> any.element("#count").getText().equals(done));
    assertThat(browser.element("#rest").getText()).isEqualTo(unreadable);
    assertThat(
            card("nagasaki-boats.jpg")
                .findElement(By.cssSelector(".label-name"))
                .getDomAttribute("lang"))
        .isEqualTo(language.startsWith("zh") && ModelAnswers.isImageNet() ? "zh-Hans" : "");
    browser.driver().executeScript("document.querySelector('details').open = true");
    check(language, "done");

    end();
    check(language, "lost");
    startAgain();
  }

  private void check(String language, String state) throws IOException {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer("prefers-color-scheme", scheme);
      for (Screen screen : SCREENS) {
        browser.resize(screen.width(), screen.height(), screen.width() < 500);
        awaitCards();
        browser.screenshot(
            "folder-%s-%s-%d-%s".formatted(language, scheme, screen.width(), state), 1);
        browser.assertAccessible();
        browser.assertFits();
      }
    }
  }

  /** Waits for all cards to render, including those off screen. */
  private void awaitCards() {
    awaitScript(
        """
        for (const card of document.querySelectorAll('.card')) {
          card.style.contentVisibility = 'visible';
        }
        const images = [...document.querySelectorAll('img[src]')];
        images.forEach(image => { image.loading = 'eager'; });
        return images.every(image => image.complete);
        """);
  }

  @Test
  void thePrintedPageHasPicturesAndLabelsOnly() throws Exception {
    put(ALP, "alp.jpg");
    putDamaged("damaged.jpg");
    awaitPicture(finished("alp.jpg"));
    finished("damaged.jpg");
    assertThat(browser.element("#search").isDisplayed()).isTrue();

    browser.print();
    try {
      for (String selector : new String[] {"#search", "#rest", ".tags"}) {
        assertThat(browser.element(selector).isDisplayed()).as(selector).isFalse();
      }
      WebElement card = card("alp.jpg");
      assertThat(card.findElement(By.tagName("img")).isDisplayed()).isTrue();
      assertThat(text(card, ".label-name")).isEqualTo(ModelAnswers.selfTestTag());
      assertThat(card.getCssValue("break-inside")).isEqualTo("avoid");
      assertThat(card.getCssValue("content-visibility")).isEqualTo("visible");
      assertThat(browser.element(".fill").getCssValue("print-color-adjust")).isEqualTo("exact");
      browser.screenshot("folder-print", 1);
    } finally {
      browser.endPrinting();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390, 320})
  void namesOfTagsAreNotBroken(int width) throws Exception {
    assumeTrue(
        ModelAnswers.selfTestTags().containsKey("snaplabel:confidence"),
        "needs a model that is certain");
    put(ALP, "alp.jpg");
    finished("alp.jpg");
    browser.element("summary").click();

    browser.resize(width, 900, width < 500);

    for (WebElement name : browser.elements(".tags th")) {
      assertThat(lines(name)).as(name.getText()).isEqualTo(1L);
    }
    browser.assertFits();
  }

  private long lines(WebElement element) {
    return (long)
        Objects.requireNonNull(
            browser
                .driver()
                .executeScript(
                    """
                    const range = document.createRange();
                    range.selectNodeContents(arguments[0]);
                    return range.getClientRects().length;
                    """,
                    element));
  }

  @Test
  void picturesAreShownWholeAndNeverEnlarged() throws Exception {
    put(BARN, "large.jpg");
    put(ALP, "small.jpg");
    awaitPicture(finished("large.jpg"));
    awaitPicture(finished("small.jpg"));

    assertThat(size("large.jpg")).isEqualTo("663 × 510, scale-down");
    assertThat(size("small.jpg")).isEqualTo("320 × 151, scale-down");
  }

  private String size(String key) {
    return String.valueOf(
        browser
            .driver()
            .executeScript(
                """
                const image = arguments[0].querySelector('img');
                const {objectFit} = getComputedStyle(image);
                return `${image.naturalWidth} × ${image.naturalHeight}, ${objectFit}`;
                """,
                card(key)));
  }
}
