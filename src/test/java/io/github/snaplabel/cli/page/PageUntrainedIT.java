package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.Needs;
import io.github.snaplabel.cli.OwnModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** Tests the pages' banner about an untrained model. */
class PageUntrainedIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-US | This model is untrained: its labels are random and say nothing about your pictures.",
        "zh-CN | 此模型未经训练：标签是随机的，与您的图片内容无关。"
      })
  void bothPagesSayItAtTheTop(String language, String sentence) throws Exception {
    Needs.browser();
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Path model = OwnModel.untrained(folder.resolve("function"));
    try (ServedFunction function = ServedFunction.withFolder(pictures, model);
        Browser browser = Browser.speaking(language)) {
      for (String page : new String[] {"", "bucket"}) {
        browser.open(function.root() + page);

        WebElement banner = browser.element("#untrained");
        browser.await(any -> banner.isDisplayed());
        assertThat(banner.getText()).isEqualTo(sentence);
        assertThat(banner.getLocation().getY())
            .isLessThan(browser.element(".title").getLocation().getY());
        assertThat(browser.console()).isEmpty();
      }
    }
  }

  @Test
  void aTrainedModelHasNoBanner() throws Exception {
    Needs.browser();
    try (ServedFunction function =
            ServedFunction.of(OwnModel.function(folder.resolve("function")));
        Browser browser = Browser.speaking("en-US")) {
      browser.open(function.root().toString());

      assertThat(browser.element("#untrained").isDisplayed()).isFalse();
    }
  }
}
