package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** Tests the page of a function that requires signed requests, as a default deployment does. */
class PageSigningIT extends OpenPage {
  PageSigningIT() {
    super("SNAPLABEL_ACCESS=iam");
  }

  @Test
  void thePageExplainsHowToCallTheServiceInsteadOfAcceptingPictures() {
    WebElement panel = browser.element("#signing");

    assertThat(panel.isDisplayed()).isTrue();
    assertThat(panel.getText())
        .contains("This service accepts only signed requests", "Access=token", "Access=public");
    assertThat(browser.element("#signing-call").getText())
        .startsWith("curl --aws-sigv4 \"aws:amz:$AWS_REGION:execute-api\"")
        .contains("--data-binary @photo.jpg '" + front.root() + "/classify'");
    assertThat(browser.element("#drop").isDisplayed()).isFalse();
    assertThat(browser.element("#api").isDisplayed()).isTrue();
  }

  @Test
  void itSaysSoInChinese() throws IOException {
    try (Setting chinese = Setting.of("zh-CN", "SNAPLABEL_ACCESS=iam")) {
      chinese.open();

      assertThat(chinese.browser().element("#signing").getText())
          .contains("此服务只接受签名请求", "Access=token");
    }
  }

  @Test
  void aPastedPictureIsNotSent() {
    browser
        .driver()
        .executeScript(
            """
            const data = new DataTransfer();
            data.items.add(new File(['x'], 'x.jpg', {type: 'image/jpeg'}));
            dispatchEvent(new ClipboardEvent('paste', {clipboardData: data}));
            """);

    assertThat(browser.elements(".card")).isEmpty();
    assertThat(front.uploads()).isEmpty();
  }
}
