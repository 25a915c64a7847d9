package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** Tests the page's notice about a model that must not be deployed, such as the stand-in. */
class PageNoticeIT extends OpenPage {
  @ParameterizedTest
  @CsvSource({
    "en-US, This model is for development only. Do not deploy it.",
    "zh-CN, 此模型仅供开发使用，请勿部署。"
  })
  void theFooterShowsTheModelsNotice(String language, String sentence) throws IOException {
    openIn(language);
    String notice = ModelBundle.read(Path.of("target/function/model")).manifest().notice();
    WebElement foot = browser.element("#notice");
    assertThat(foot.isDisplayed()).isFalse();

    browser.choose(Path.of("model/self-test.jpg"));
    browser.finishedCards(1);

    if (notice == null) {
      assertThat(foot.isDisplayed()).isFalse();
    } else {
      browser.await(any -> foot.isDisplayed());
      assertThat(foot.getText()).isEqualTo(sentence);
      assertThat(foot.getDomAttribute("title")).isEqualTo(notice);
    }
    assertThat(browser.console()).isEmpty();
  }
}
