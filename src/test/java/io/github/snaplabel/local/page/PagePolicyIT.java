package io.github.snaplabel.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page's policy stops, and what it does not. */
class PagePolicyIT extends OpenPage {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "const script = document.createElement('script');"
            + " script.textContent = 'window.injected = true'; document.body.append(script);",
        "const script = document.createElement('script');"
            + " script.src = 'data:text/javascript,window.injected=true';"
            + " document.body.append(script);",
        "document.body.setAttribute('onclick', 'window.injected = true'); document.body.click();",
        "document.body.insertAdjacentHTML('beforeend',"
            + " '<img src=\"blob:x\" onerror=\"window.injected = true\">');",
        "const style = document.createElement('style'); style.textContent = 'body {color: red}';"
            + " document.body.append(style);",
        "fetch('https://example.org/').catch(() => {});",
        "const image = new Image(); image.src = 'https://example.org/x.png';"
      })
  void whatIsInjectedDoesNothing(String injection) {
    browser.driver().executeScript(injection);

    browser.await(
        any -> any.console().stream().anyMatch(line -> line.contains("Content Security Policy")));
    assertThat(browser.driver().executeScript("return window.injected === undefined"))
        .isEqualTo(true);
  }

  @Test
  void whatThePageDoesIsAllowed() throws IOException {
    browser.choose(Path.of("model/self-test.jpg"), Path.of("src/test/resources/page/stripes.avif"));
    browser.finishedCards(2);
    browser.element(".more").click();
    browser.element(".copy").click();
    browser.element("#clear").click();

    assertThat(browser.console()).isEmpty();
  }
}
