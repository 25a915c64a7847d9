package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.ModelAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests layout and accessibility of the page's states on all screen sizes, and saves screenshots.
 */
class PageLooksIT extends OpenPage {
  private static final Path CALIBRATION = Path.of("model/calibration");
  private static final Path[] PHOTOS = {
    CALIBRATION.resolve("french-alpine-landscape.jpg"),
    CALIBRATION.resolve("dust-bowl-home.jpg"),
    CALIBRATION.resolve("nagasaki-boats.jpg")
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "en-US, en, light, 1280, 900",
    "en-US, en, dark, 390, 844",
    "zh-CN, zh-Hans, dark, 1280, 900",
    "zh-TW, zh-Hant, light, 320, 640",
    "de-DE, en, light, 320, 640"
  })
  void everyStateIsAccessibleAndFits(
      String language, String lang, String scheme, int width, int height) throws IOException {
    openIn(language);
    browser.prefer("prefers-color-scheme", scheme);
    open();
    browser.resize(width, height, width < 500);
    String name = "%s-%s-%d".formatted(language, scheme, width);
    assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo(lang);
    assertThat(browser.element("#camera + label").isDisplayed()).isEqualTo(width < 500);
    browser.await(any -> any.element("#examples").isDisplayed());
    check(browser, name + "-empty");

    browser.choose(PHOTOS[0]);
    browser.finishedCards(1);
    browser.showMoreLabels();
    check(browser, name + "-one");
    assertThat(browser.element(".labels .label-name").getDomAttribute("lang"))
        .isEqualTo(!ModelAnswers.isImageNet() ? "" : language.startsWith("zh") ? "zh-Hans" : "en");

    browser.choose(PHOTOS[1], PHOTOS[2]);
    browser.finishedCards(3);
    check(browser, name + "-three");

    front.answerNothing();
    browser.choose(PHOTOS[0]);
    browser.await(any -> !any.elements("[data-stage=looking]").isEmpty());
    check(browser, name + "-working");
    browser.element(".remove").click();
    front.passOn();
    check(browser, name + "-removed");

    Path none = folder.resolve("a-rather-long-name-that-has-no-place-to-break-anywhere.heic");
    Files.writeString(none, "no picture");
    browser.choose(none);
    browser.finishedCards(4);
    check(browser, name + "-problem");

    front.answerProblem(401, "unauthorized");
    browser.choose(PHOTOS[0]);
    browser.await(any -> any.element("#access").isDisplayed());
    check(browser, name + "-token");
  }

  private static void check(Browser browser, String name) throws IOException {
    browser.screenshot(name, 1);
    browser.assertAccessible();
    browser.assertFits();
  }

  @Test
  void reducedMotionIsRespected() throws IOException {
    openIn("en-US");
    browser.prefer("prefers-reduced-motion", "reduce");
    open();
    browser.choose(PHOTOS[0]);

    assertThat(
            browser
                .driver()
                .executeScript(
                    "return getComputedStyle(document.querySelector('progress')).animationName"))
        .isEqualTo("none");
  }

  /** Saves the picture that the README shows a copy of. */
  @Test
  void thePictureOfTheReadme() throws IOException {
    openIn("en-US");
    browser.prefer("prefers-color-scheme", "light");
    // Warms up, so that the times shown are typical: first calls are slower, as are calls while
    // the browser renders.
    for (int round = 0; round < 20; round++) {
      browser.choose(PHOTOS);
      browser.finishedCards(3 * (round + 1));
    }
    browser.driver().navigate().refresh();
    for (int card = 1; card <= 3; card++) {
      browser.choose(PHOTOS[3 - card]);
      browser.finishedCards(card);
    }

    browser.screenshot("readme", 0.7);
    assertThat(Files.size(Path.of("target/screenshots/readme.png"))).isBetween(1L, 300_000L);
  }
}
