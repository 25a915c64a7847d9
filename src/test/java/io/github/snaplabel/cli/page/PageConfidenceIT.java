package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Tests that the page claims no more than the answer says, and ignores what it does not know. */
class PageConfidenceIT extends OpenPage {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final String DOG = "{\"name\": \"dog\", \"wnid\": \"n02084071\", ";
  private static final String PATH = "\"path\": [\"animal\", \"dog\"]}";

  private static String answer(double first, double second, String label) {
    return """
    {"model": {"name": "resnet18", "precision": "int8", "version": "5f730abdd83c", "later": 1},
     "predictions": [
       {"rank": 1, "label": "beagle", "wnid": "n02088364", "index": 162, "probability": %s},
       {"rank": 2, "label": "basset", "wnid": "n02088238", "index": 161, "probability": %s}],
     "label": %s,
     "timing": {"decodeMs": 1, "laterMs": 2},
     "later": {}}
    """
        .formatted(first, second, label);
  }

  private WebElement labeled(String answer) {
    front.answerLabels(answer);
    browser.choose(PHOTO);
    WebElement card = browser.finishedCards(1).getFirst();
    assertThat(card.getDomAttribute("data-stage")).isEqualTo("labeled");
    return card;
  }

  @Test
  void noProbabilityIsRoundedToAllOrNothing() {
    labeled(answer(0.999808, 0.0001, DOG + "\"index\": 162, \"probability\": 0.999808, " + PATH));

    assertThat(browser.elements(".labels .share"))
        .extracting(WebElement::getText)
        .containsExactly(">99.9%", "<0.1%");
  }

  @Test
  void theSureLabelLeadsWithItsPath() {
    labeled(answer(0.5, 0.4, DOG + "\"probability\": 0.9, " + PATH));

    assertThat(browser.element(".verdict").getText()).isEqualTo("dog\n90.0%");
    assertThat(browser.element(".verdict .label-name").getDomAttribute("lang")).isEqualTo("en");
    assertThat(browser.element(".path").getText()).isEqualTo("animal › dog");
    assertThat(browser.element(".labels .label-name").getCssValue("font-weight")).isEqualTo("400");
    assertThat(browser.announcements()).contains("self-test.jpg: dog, 90.0%");
  }

  @Test
  void aSureClassIsNotShownTwice() {
    labeled(answer(0.9, 0.05, DOG + "\"index\": 162, \"probability\": 0.9, " + PATH));

    assertThat(browser.element(".verdict").isDisplayed()).isFalse();
    assertThat(browser.element(".labels .label-name").getCssValue("font-weight")).isEqualTo("650");
  }

  @Test
  void withoutASureLabelNoneStandsOut() {
    labeled(answer(0.189, 0.1, "null"));

    assertThat(browser.element(".verdict").getText()).isEqualTo("Not sure");
    assertThat(browser.element(".path").isDisplayed()).isFalse();
    assertThat(browser.element(".labels .label-name").getCssValue("font-weight")).isEqualTo("400");
    assertThat(browser.announcements()).contains("self-test.jpg: not sure; perhaps beagle, 18.9%");
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() {
    WebElement card = labeled(answer(0.5, 0.4, "null"));

    card.findElement(By.tagName("summary")).click();
    assertThat(browser.elements(".times dt"))
        .extracting(WebElement::getText)
        .containsExactly("Decoding", "Round trip");
    assertThat(browser.console()).isEmpty();
  }
}
