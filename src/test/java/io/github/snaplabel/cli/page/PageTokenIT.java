package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Tests the page of a function that requires a token. */
class PageTokenIT extends OpenPage {
  private static final String TOKEN = "correct-horse.battery~staple";
  private static final String TOKEN_SHA256 =
      "4ce03b22b4b2e3756e2f3f2e8fde7e1f4721b073a58df641e8eaf2948666b2c6";
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final Path OTHER = Path.of("model/calibration/dust-bowl-home.jpg");

  PageTokenIT() {
    super("SNAPLABEL_ACCESS=token", "SNAPLABEL_TOKEN_SHA256=" + TOKEN_SHA256);
  }

  private void enter(String token) {
    browser.element("#token").sendKeys(token, Keys.ENTER);
  }

  private void awaitQuestion() {
    browser.await(any -> any.element("#access").isDisplayed());
  }

  @Test
  void aMissingTokenIsRequestedAndThePicturesWait() {
    browser.choose(PHOTO, OTHER);
    awaitQuestion();

    assertThat(browser.element("#access-problem").isDisplayed()).isFalse();
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
        .isEqualTo("token");
    assertThat(browser.announcements()).contains("This service needs a token");

    enter(" " + TOKEN + " ");
    browser.await(any -> any.elements("[data-stage=labeled]").size() == 2);
    assertThat(browser.element("#access").isDisplayed()).isFalse();
    assertThat(front.uploads())
        .as("no picture is sent before there is a token")
        .hasSize(2)
        .allMatch(upload -> upload.authorization().equals("Bearer " + TOKEN));
  }

  @Test
  void aWrongTokenIsReported() {
    browser.choose(PHOTO);
    awaitQuestion();
    for (String wrong : new String[] {"wrong", "gänzlich falsch", "x y"}) {
      enter(wrong);

      browser.await(any -> any.element("#access-problem").isDisplayed());
      assertThat(browser.element("#access-problem").getText())
          .isEqualTo("The token is wrong. Please check it and try again.");
      assertThat(browser.element("#token").getDomAttribute("aria-invalid")).isEqualTo("true");
      browser.element("#token").clear();
    }

    enter(TOKEN);
    browser.finishedCards(1);
    assertThat(browser.elements("[data-stage=labeled]")).hasSize(1);
  }

  @Test
  void onlyTheTabKeepsTheToken() {
    browser.choose(PHOTO);
    awaitQuestion();
    enter(TOKEN);
    browser.finishedCards(1);

    browser.driver().navigate().refresh();
    browser.choose(PHOTO);
    browser.finishedCards(1);
    assertThat(browser.element("#access").isDisplayed()).isFalse();
    assertThat(browser.driver().executeScript("return localStorage.length")).isEqualTo(0L);
    assertThat(browser.driver().manage().getCookies()).isEmpty();
    browser.open(front.root() + "/");
    browser.choose(PHOTO);
    awaitQuestion();
  }

  @Test
  void aCopiedCallHoldsNoToken() {
    browser.choose(PHOTO);
    awaitQuestion();
    enter(TOKEN);
    browser.finishedCards(1);
    assertThat(callShownWithoutClipboard())
        .contains("-H \"Authorization: Bearer $SNAPLABEL_TOKEN\"")
        .doesNotContain(TOKEN);
  }

  @Test
  void theTokenCanBeShownWhileItIsTyped() {
    browser.choose(PHOTO);
    awaitQuestion();
    assertThat(browser.element("#token").getDomAttribute("type")).isEqualTo("password");

    browser.element("#show-token").click();
    assertThat(browser.element("#token").getDomAttribute("type")).isEqualTo("text");
    browser.assertAccessible();
  }

  @Test
  void theTokenCanBeForgotten() {
    assertThat(browser.element("#forget").isDisplayed()).isFalse();
    browser.choose(PHOTO);
    awaitQuestion();
    enter(TOKEN);
    browser.finishedCards(1);

    browser.element("#forget").click();
    assertThat(browser.element("#forget").isDisplayed()).isFalse();
    assertThat(browser.announcements()).contains("The token is forgotten");
    browser.choose(OTHER);
    awaitQuestion();
    assertThat(front.uploads()).hasSize(1);
  }
}
