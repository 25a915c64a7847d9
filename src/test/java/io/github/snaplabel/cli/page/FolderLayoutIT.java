package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.cli.ModelAnswers;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Tests the layout of a folder's page on the screen and on paper. */
class FolderLayoutIT extends OpenFolder {
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
