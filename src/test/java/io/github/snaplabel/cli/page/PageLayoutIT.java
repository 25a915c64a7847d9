package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the layout of many results, and of the printed page. */
class PageLayoutIT extends OpenPage {
  private static final Path ALPS = Path.of("model/calibration/french-alpine-landscape.jpg");
  private static final Path HOME = Path.of("model/calibration/dust-bowl-home.jpg");
  private static final Path BOATS = Path.of("model/calibration/nagasaki-boats.jpg");

  private void label(int count) {
    for (int chosen = 0; chosen < count; chosen += 3) {
      browser.choose(ALPS, HOME, BOATS);
    }
    browser.finishedCards(count);
  }

  private long columns() {
    Object columns =
        browser
            .driver()
            .executeScript(
                "return getComputedStyle(document.querySelector('#cards'))"
                    + ".gridTemplateColumns.split(' ').length");
    return Long.parseLong(String.valueOf(columns));
  }

  @ParameterizedTest
  @CsvSource({"1280, 3", "1920, 4", "2560, 5", "390, 1"})
  void wideScreensHaveMoreColumns(int width, int columns) {
    label(6);

    browser.resize(width, 900, false);

    assertThat(columns()).isEqualTo(columns);
  }

  @Test
  void oneCardFillsATablet() {
    browser.choose(ALPS);
    browser.finishedCards(1);

    browser.resize(820, 1180, true);

    int card = browser.element(".card").getRect().width;
    assertThat(card).isEqualTo(browser.element("#cards").getRect().width);
    assertThat(browser.element(".card-body").getRect().x)
        .isGreaterThan(browser.element(".picture").getRect().x);
  }

  @Test
  void manyCardsAreCompact() throws IOException {
    label(12);
    int before = browser.element(".card").getRect().height;
    browser.choose(ALPS);
    browser.finishedCards(13);

    assertThat(browser.element(".card").getRect().height).isLessThan(before / 2);
    browser.assertAccessible();
    browser.assertFits();
    browser.screenshot("many", 1);
    browser.resize(320, 640, true);
    browser.assertFits();
  }

  @Test
  void thePrintedPageHasResultsOnlyAndKeepsCardsWhole() throws IOException {
    label(3);

    browser.print();
    try {
      assertThat(browser.element("#drop").isDisplayed()).isFalse();
      assertThat(browser.element(".remove").isDisplayed()).isFalse();
      assertThat(browser.element(".card").getCssValue("break-inside")).isEqualTo("avoid");
      assertThat(browser.element(".fill").getCssValue("print-color-adjust")).isEqualTo("exact");
      browser.screenshot("print", 1);
    } finally {
      browser.endPrinting();
    }
  }
}
