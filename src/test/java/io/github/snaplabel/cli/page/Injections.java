package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Script injections that a page's Content-Security-Policy must stop. */
final class Injections {
  private Injections() {}

  /** Scripts, each of which injects something. */
  static List<String> all() {
    return List.of(
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
        "const image = new Image(); image.src = 'https://example.org/x.png';");
  }

  static void assertStopped(Browser browser, String injection) {
    browser.driver().executeScript(injection);

    browser.await(
        any -> any.console().stream().anyMatch(line -> line.contains("Content Security Policy")));
    assertThat(browser.driver().executeScript("return window.injected === undefined"))
        .isEqualTo(true);
  }
}
