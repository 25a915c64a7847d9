package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests what the page's Content-Security-Policy blocks and allows. */
class PagePolicyIT extends OpenPage {
  @ParameterizedTest
  @MethodSource("io.github.snaplabel.cli.page.Injections#all")
  void injectedContentDoesNothing(String injection) {
    Injections.assertStopped(browser, injection);
  }

  @Test
  void everythingThePageDoesIsAllowed() throws IOException {
    browser.choose(Path.of("model/self-test.jpg"), Path.of("src/test/resources/page/stripes.avif"));
    browser.finishedCards(2);
    browser.showMoreLabels();
    browser.element(".copy").click();
    browser.element("#clear").click();

    assertThat(browser.console()).isEmpty();
  }
}
