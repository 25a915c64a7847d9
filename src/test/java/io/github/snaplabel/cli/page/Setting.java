package io.github.snaplabel.cli.page;

import io.github.snaplabel.cli.Needs;
import java.io.IOException;

/** The function, a server before it, and a browser: what each of these tests needs. */
record Setting(ServedFunction function, Front front, Browser browser) implements AutoCloseable {
  /**
   * Starts all three, or skips the tests, with the reason, where one cannot be had.
   *
   * @param language of the browser, such as {@code zh-CN}
   * @param settings of the function, each as {@code NAME=VALUE}
   */
  static Setting of(String language, String... settings) throws IOException {
    Needs.browser();
    ServedFunction function = ServedFunction.with(settings);
    return new Setting(function, new Front(function.root(), "/prod"), Browser.speaking(language));
  }

  /** Returns the same with another browser, in place of this one, which is closed. */
  Setting speaking(String language) {
    browser.close();
    return new Setting(function, front, Browser.speaking(language));
  }

  /** Opens the page anew, with the function behind it. */
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
