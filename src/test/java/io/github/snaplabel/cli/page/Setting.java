package io.github.snaplabel.cli.page;

import io.github.snaplabel.cli.Needs;
import java.io.IOException;

/** The function, a proxy and a browser, as each test of the page needs them. */
record Setting(ServedFunction function, Front front, Browser browser) implements AutoCloseable {
  /**
   * Starts all three, or skips the tests, with the reason, if one is not available.
   *
   * @param language of the browser, such as {@code zh-CN}
   * @param settings of the function, each as {@code NAME=VALUE}
   */
  static Setting of(String language, String... settings) throws IOException {
    Needs.browser();
    ServedFunction function = ServedFunction.with(settings);
    return new Setting(function, new Front(function.root(), "/prod"), Browser.speaking(language));
  }

  /** Returns this with a browser of another language; closes the present browser. */
  Setting speaking(String language) {
    browser.close();
    return new Setting(function, front, Browser.speaking(language));
  }

  /** Opens the page again, with the original function. */
  void open() {
    front.passOn();
    front.uploads().clear();
    browser.open(front.root() + "/");
  }

  @Override
  public void close() {
    browser.close();
    front.close();
    function.close();
  }
}
