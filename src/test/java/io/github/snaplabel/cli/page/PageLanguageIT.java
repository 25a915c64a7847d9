package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests in which language the pages are for the languages that a browser prefers. */
class PageLanguageIT extends OpenPage {
  @AfterEach
  void unblock() {
    browser.block();
  }

  @ParameterizedTest
  @CsvSource({
    "'zh-TW,en', zh-Hant, 圖片裡有什麼？, 範例",
    "'zh-HK', zh-Hant, 圖片裡有什麼？, 範例",
    "'zh-MO', zh-Hant, 圖片裡有什麼？, 範例",
    "'zh-Hant', zh-Hant, 圖片裡有什麼？, 範例",
    "'zh-Hant-CN', zh-Hant, 圖片裡有什麼？, 範例",
    "'zh', zh-Hans, 图片里有什么？, 示例",
    "'zh-SG', zh-Hans, 图片里有什么？, 示例",
    "'zh-Hans-HK', zh-Hans, 图片里有什么？, 示例",
    "'de,zh-TW', zh-Hant, 圖片裡有什麼？, 範例",
    "'en-HK,zh-HK', en, What is in the picture?, Examples",
    "'zhx,de', en, What is in the picture?, Examples"
  })
  void chineseIsWrittenAsThePeopleReadIt(
      String languages, String lang, String title, String samples) {
    browser.pretend(languages, "Linux x86_64");
    open();

    assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo(lang);
    assertThat(browser.element(".title").getText()).isEqualTo(title);
    browser.driver().get(front.root() + "/docs");
    assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo(lang);
    assertThat(browser.element("#samples h2").getText()).isEqualTo(samples);
  }

  @Test
  void aPageWithoutItsTextsIsInEnglish() {
    browser.pretend("zh-TW", "Linux x86_64");
    browser.block("*/assets/zh-*");
    browser.reload();

    assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo("en");
    assertThat(browser.element(".title").getText()).isEqualTo("What is in the picture?");
    browser.await(any -> any.element("#examples").isDisplayed());
    browser.element(".example").click();
    browser.finishedCards(1);
  }
}
