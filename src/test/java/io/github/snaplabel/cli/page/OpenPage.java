package io.github.snaplabel.cli.page;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Base of tests of the English page, which one browser opens again for each test. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OpenPage {
  private final String[] settings;
  private Setting setting;
  private String language = "en-US";
  Front front;
  Browser browser;

  /**
   * Creates the fixture without starting anything.
   *
   * @param settings of the function, each as {@code NAME=VALUE}
   */
  OpenPage(String... settings) {
    this.settings = settings;
  }

  @BeforeAll
  void start() throws IOException {
    setting = Setting.of(language, settings);
    front = setting.front();
    browser = setting.browser();
  }

  @BeforeEach
  void open() {
    setting.open();
  }

  /** Opens the page in a browser that speaks a language, such as {@code zh-CN}. */
  void openIn(String language) {
    if (!language.equals(this.language)) {
      setting = setting.speaking(language);
      browser = setting.browser();
      this.language = language;
    }
    open();
  }

  /** Returns the call shown by the button when the clipboard is not available. */
  String callShownWithoutClipboard() {
    browser
        .driver()
        .executeScript("navigator.clipboard.writeText = () => Promise.reject(new Error());");
    browser.element("[data-copy=curl]").click();
    browser.await(any -> any.element(".answer .command").isDisplayed());
    return browser.element(".answer .command").getText();
  }

  /** Makes the open page count how many pictures it sends at once. */
  void countUploads() {
    browser
        .driver()
        .executeScript(
            """
            window.most = 0;
            let now = 0;
            const send = XMLHttpRequest.prototype.send;
            XMLHttpRequest.prototype.send = function (body) {
              window.most = Math.max(window.most, ++now);
              this.addEventListener('loadend', () => now--);
              send.call(this, body);
            };
            """);
  }

  /** Returns the largest number since {@link #countUploads}. */
  long mostUploadsAtOnce() {
    return (long) Objects.requireNonNull(browser.driver().executeScript("return window.most"));
  }

  @AfterAll
  void stop() {
    if (setting != null) {
      setting.close();
    }
  }
}
