package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.ModelAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** Tests layout and accessibility of a folder's page on all screen sizes, and saves screenshots. */
class FolderLooksIT extends OpenFolder {
  private static final Path CALIBRATION = Path.of("model/calibration");
  private static final String LONG =
      "a-rather-long-name-that-has-no-place-to-break-anywhere-in-all-of-its-length.jpg";

  private record Screen(int width, int height) {}

  private static final List<Screen> SCREENS =
      List.of(new Screen(1280, 900), new Screen(390, 844), new Screen(320, 640));

  @ParameterizedTest
  @CsvSource({
    "en-US, en, 1 of 6 done, 6 of 6 done, 1 cannot be read",
    "zh-CN, zh-Hans, 已完成 1 / 6, 已完成 6 / 6, 1 张无法读取"
  })
  void everyStateIsAccessibleAndFits(
      String language, String lang, String begun, String done, String unreadable) throws Exception {
    openIn(language);
    assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo(lang);
    check(language, "empty");

    put(ALP, LONG);
    finished(LONG);
    check(language, "one");

    function.command().suspend();
    for (String name :
        List.of(
            "french-alpine-landscape",
            "dust-bowl-home",
            "nagasaki-boats",
            "locomotion-house-cat")) {
      put(CALIBRATION.resolve(name + ".jpg"), name + ".jpg");
    }
    putDamaged("假日 our trip 😀 <b>.jpg");
    browser.await(any -> any.element("#count").getText().equals(begun));
    check(language, "begun");
    assertThat(browser.element("#count").getText()).isEqualTo(begun);

    function.command().resume();
    browser.await(any -> any.element("#count").getText().equals(done));
    assertThat(browser.element("#rest").getText()).isEqualTo(unreadable);
    assertThat(
            card("nagasaki-boats.jpg")
                .findElement(By.cssSelector(".label-name"))
                .getDomAttribute("lang"))
        .isEqualTo(language.startsWith("zh") && ModelAnswers.isImageNet() ? "zh-Hans" : "");
    browser.driver().executeScript("document.querySelector('details').open = true");
    check(language, "done");

    end();
    check(language, "lost");
    startAgain();
  }

  private void check(String language, String state) throws IOException {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer("prefers-color-scheme", scheme);
      for (Screen screen : SCREENS) {
        browser.resize(screen.width(), screen.height(), screen.width() < 500);
        awaitCards();
        browser.screenshot(
            "folder-%s-%s-%d-%s".formatted(language, scheme, screen.width(), state), 1);
        browser.assertAccessible();
        browser.assertFits();
      }
    }
  }

  /** Waits for all cards to render, including those off screen. */
  private void awaitCards() {
    awaitScript(
        """
        for (const card of document.querySelectorAll('.card')) {
          card.style.contentVisibility = 'visible';
        }
        const images = [...document.querySelectorAll('img[src]')];
        images.forEach(image => { image.loading = 'eager'; });
        return images.every(image => image.complete);
        """);
  }
}
