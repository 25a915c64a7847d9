package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.cli.ModelAnswers;
import io.github.snaplabel.tagging.FoldedLabel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Tests how pictures are found on a folder's page. */
class FolderFilterIT extends OpenFolder {
  /**
   * Requires that the best label of the barn finds the barn alone: the filter searches all labels.
   */
  private static void needsDistinctLabelOfBarn() {
    String label = labelOfBarn().toLowerCase(Locale.ROOT);
    assumeTrue(
        ModelAnswers.labels(ALP).stream()
            .map(FoldedLabel::of)
            .noneMatch(other -> other.toLowerCase(Locale.ROOT).contains(label)),
        "needs a model whose best label of one photo is none of another's");
  }

  @Test
  void theFilterSearchesLabelsAndNames() throws Exception {
    needsDistinctLabelOfBarn();
    put(ALP, "mountain.jpg");
    put(BARN, "farm.jpg");
    putDamaged("Damaged.jpg");
    for (String key : List.of("mountain.jpg", "farm.jpg", "Damaged.jpg")) {
      finished(key);
    }
    WebElement filter = browser.element("#filter");

    filter.sendKeys(labelOfBarn().toUpperCase(Locale.ROOT));
    assertThat(names()).containsExactly("farm.jpg");
    assertThat(browser.element("#matches").getText()).isEqualTo("1 of 3 shown");
    put(BARN, "another.jpg");
    browser.await(any -> names().equals(List.of("another.jpg", "farm.jpg")));
    filter.clear();
    filter.sendKeys("damaged");
    assertThat(names()).containsExactly("Damaged.jpg");
    filter.sendKeys(" not");
    assertThat(names()).isEmpty();
    assertThat(browser.element("#matches").getText()).isEqualTo("0 of 4 shown");
    assertThat(browser.element("#empty").isDisplayed()).isFalse();
    filter.sendKeys(Keys.ESCAPE);
    assertThat(names()).hasSize(4);
    assertThat(browser.element("#matches").getText()).isEmpty();
  }

  /** Such as "dog", which finds every dog, or "domestic dog", its other name. */
  @Test
  void theFilterFindsPicturesByEveryNodeAboveTheirLabelAndItsOtherNames() throws Exception {
    Map<String, String> tags = ModelAnswers.selfTestTags();
    assumeTrue(tags.containsKey("snaplabel:path"), "needs a model that is certain");
    put(ALP, "p.jpg");
    finished("p.jpg");
    String path = tags.getOrDefault("snaplabel:path", "");
    List<String> words = new ArrayList<>(List.of(path.split("/", -1)));
    words.addAll(ModelAnswers.aliases(words));
    WebElement filter = browser.element("#filter");

    assertThat(text(card("p.jpg"), ".path")).isEqualTo(path.replace("/", " › "));
    for (String word : words) {
      filter.clear();
      filter.sendKeys(word.toUpperCase(Locale.ROOT));
      assertThat(names()).as(word).containsExactly("p.jpg");
      filter.sendKeys(" or not");
      assertThat(names()).as(word).isEmpty();
    }
  }

  @Test
  void browsersThatPreferChineseShowAndFindBothNames() throws Exception {
    assumeTrue(ModelAnswers.isImageNet(), "needs ImageNet's classes");
    openIn("zh-CN");
    put(ALP, "p.jpg");
    String[] both = ModelAnswers.inChinese(ALP).split(" ", 2);
    assertThat(text(finished("p.jpg"), ".label-name")).isEqualTo(String.join(" ", both));
    for (String word : both) {
      browser.element("#filter").clear();
      browser.element("#filter").sendKeys(word);
      assertThat(names()).as(word).containsExactly("p.jpg");
    }
  }

  @Test
  void aButtonShowsOnlyThePicturesThatCannotBeRead() throws Exception {
    put(ALP, "alp.jpg");
    putDamaged("damaged.jpg");
    finished("alp.jpg");
    finished("damaged.jpg");

    browser.element("#rest button").click();
    assertThat(names()).containsExactly("damaged.jpg");
    assertThat(browser.element("#rest button").getDomAttribute("aria-pressed")).isEqualTo("true");
    browser.element("#filter").sendKeys("alp");
    assertThat(names()).isEmpty();
    assertThat(browser.element("#none").getText()).startsWith("No picture matches.");
    browser.assertAccessible();

    browser.element("#show-all").click();
    assertThat(names()).containsExactlyInAnyOrder("alp.jpg", "damaged.jpg");
    assertThat(browser.element("#none").isDisplayed()).isFalse();
  }

  @Test
  void aLabelIsChosenFromThoseOfAllPictures() throws Exception {
    needsDistinctLabelOfBarn();
    put(BARN, "farm.jpg");
    put(BARN, "barn.jpg");
    put(ALP, "alp.jpg");
    for (String key : List.of("farm.jpg", "barn.jpg", "alp.jpg")) {
      finished(key);
    }
    Select labels = new Select(browser.element("#label-of"));
    assertThat(labels.getOptions())
        .extracting(WebElement::getText)
        .containsExactly("All labels", leading("barn.jpg") + " (2)", leading("alp.jpg") + " (1)");

    labels.selectByIndex(1);
    assertThat(names()).containsExactlyInAnyOrder("barn.jpg", "farm.jpg");
    assertThat(browser.element("#matches").getText()).isEqualTo("2 of 3 shown");
    browser.assertAccessible();
    Files.delete(folder.resolve("farm.jpg"));
    Files.delete(folder.resolve("barn.jpg"));

    // Nothing would be left to show.
    browser.await(any -> names().equals(List.of("alp.jpg")));
    assertThat(labels.getFirstSelectedOption().getText()).isEqualTo("All labels");
    assertThat(browser.element("#matches").getText()).isEmpty();
  }

  /** Returns the certain label of a picture, or the most probable one. */
  private String leading(String key) {
    String path = text(card(key), ".path");
    return path.isEmpty()
        ? text(card(key), ".label-name")
        : path.substring(path.lastIndexOf(' ') + 1);
  }
}
