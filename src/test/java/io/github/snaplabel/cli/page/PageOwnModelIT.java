package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.Needs;
import io.github.snaplabel.cli.OwnModel;
import io.github.snaplabel.compiler.TestBundle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Tests the page of a function with twelve classes other than ImageNet's. */
class PageOwnModelIT {
  @TempDir Path folder;

  @Test
  void thePageShowsTheNamesAsTheyAre() throws Exception {
    Needs.browser();
    try (ServedFunction function = ServedFunction.of(OwnModel.function(folder.resolve("own")));
        Browser browser = Browser.speaking("en-US")) {
      browser.open(function.root().toString());

      assertThat(browser.element("html").getDomAttribute("data-examples")).isEqualTo("false");
      browser.choose(Path.of("model/self-test.jpg"));

      WebElement card = browser.finishedCards(1).getFirst();
      card.findElement(By.cssSelector(".more")).click();
      List<WebElement> names = card.findElements(By.cssSelector(".labels .label-name"));
      assertThat(names)
          .hasSize(10)
          .allSatisfy(name -> {
            assertThat(TestBundle.OWN_CLASSES.stream().map(String::strip))
                .contains(name.getDomProperty("textContent"));
            assertThat(name.getDomAttribute("lang")).isEmpty();
          });
      assertThat(browser.element("#model").getText()).startsWith("pets-v2.1 · int8 · ");
      browser.element("#clear").click();
      assertThat(browser.element("#examples").isDisplayed()).isFalse();
      assertThat(browser.console()).isEmpty();
    }
  }
}
