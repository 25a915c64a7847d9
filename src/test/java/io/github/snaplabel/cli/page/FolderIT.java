package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.ModelAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Tests the use of a folder's page. */
class FolderIT extends OpenFolder {
  private static final String STRANGE = "假日 our  trip 😀 <b>&\" 100%.jpg";

  private List<String> tags(WebElement card) {
    card.findElement(By.cssSelector("summary")).click();
    return card.findElements(By.cssSelector("tbody tr")).stream().map(WebElement::getText).toList();
  }

  @Test
  void picturesAreLabeledAndThePageShowsTheProgress() throws Exception {
    function.command().suspend();
    try {
      put(ALP, "alp.jpg");
      put(BARN, "barn.jpg");
      putDamaged("damaged.jpg");
      Files.writeString(folder.resolve("notes.txt"), "no picture");
      browser.await(any -> names().size() == 4);

      assertThat(browser.element("#count").getText()).isEqualTo("0 of 4 done");
      assertThat(browser.element("#progress").isDisplayed()).isTrue();
      browser.await(any -> text(card("notes.txt"), ".state").matches("Waiting|Being labeled"));
    } finally {
      function.command().resume();
    }

    browser.await(any -> any.element("#count").getText().equals("3 of 3 done"));
    assertThat(names()).containsExactlyInAnyOrder("alp.jpg", "barn.jpg", "damaged.jpg");
    assertThat(browser.element("#progress").isDisplayed()).isFalse();
    assertThat(browser.element("#rest").getText()).isEqualTo("1 cannot be read\nother files: 1");
    assertThat(browser.announcements()).contains("All pictures are done: 3");
    WebElement alp = card("alp.jpg");
    String label = ModelAnswers.selfTestTag();
    assertThat(text(alp, ".label-name")).isEqualTo(label);
    assertThat(text(alp, ".share")).matches("\\d+\\.\\d%|<0\\.1%");
    assertThat(text(card("barn.jpg"), ".label-name")).isEqualTo(labelOfBarn());
    awaitPicture(alp);
    assertThat(tags(alp))
        .hasSameSizeAs(ModelAnswers.selfTestTags().keySet())
        .anyMatch(tag -> tag.matches("snaplabel:labels \\Q" + label + "\\E=[01]\\.\\d{3} / .*"))
        .anyMatch(tag -> tag.startsWith("snaplabel:model "));
    assertThat(browser.element("#folder").getText()).isEqualTo(folder.getFileName().toString());
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void changesOfTheFolderAreShownAutomatically() throws Exception {
    put(ALP, "first.jpg");
    WebElement first = finished("first.jpg");
    awaitPicture(first);
    String before = preview("first.jpg");

    put(BARN, "dropped.jpg");
    assertThat(text(finished("dropped.jpg"), ".label-name")).isEqualTo(labelOfBarn());
    assertThat(names()).containsExactly("dropped.jpg", "first.jpg");

    put(BARN, "first.jpg");
    // Seeded weights may give both photos the same label.
    browser.await(any ->
        !preview("first.jpg").equals(before)
            && text(card("first.jpg"), ".label-name").equals(labelOfBarn()));
    awaitPicture(card("first.jpg"));

    Files.move(folder.resolve("dropped.jpg"), folder.resolve("renamed.jpg"));
    browser.await(any -> names().equals(List.of("renamed.jpg", "first.jpg")));
    // A preview that is requested after the file is gone would be an error in the console.
    awaitPicture(card("renamed.jpg"));
    Files.delete(folder.resolve("renamed.jpg"));
    browser.await(any -> names().equals(List.of("first.jpg")));
    assertThat(browser.element("#count").getText()).isEqualTo("1 of 1 done");
    assertThat(browser.console()).isEmpty();
  }

  /** Returns the URL of the preview that a card shows. */
  private String preview(String key) {
    return String.valueOf(card(key).findElement(By.tagName("img")).getDomProperty("currentSrc"));
  }

  @Test
  void aDamagedPictureIsReportedAndHasAPlaceholder() throws Exception {
    putDamaged("damaged.jpg");

    WebElement card = finished("damaged.jpg");
    assertThat(text(card, ".problem")).isEqualTo("The picture is damaged or incomplete.");
    assertThat(text(card, ".no-preview")).isEqualTo("No preview");
    assertThat(text(card, ".labels")).isEmpty();
    put(ALP, "damaged.jpg");
    browser.await(
        any -> text(card("damaged.jpg"), ".label-name").equals(ModelAnswers.selfTestTag()));
    awaitPicture(card);
    assertThat(text(card, ".problem") + text(card, ".no-preview")).isEmpty();
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void anUnusualNameIsShownAsText() throws Exception {
    put(ALP, STRANGE);

    WebElement card = finished(STRANGE.replace("  ", " "));
    assertThat(card.findElement(By.cssSelector(".name")).getDomProperty("textContent"))
        .isEqualTo(STRANGE);
    assertThat(text(card, ".label-name")).isEqualTo(ModelAnswers.selfTestTag());
    assertThat(card.findElements(By.tagName("b"))).isEmpty();
    awaitPicture(card);
    String whole = card.findElement(By.cssSelector(".picture")).getDomProperty("href");
    browser.driver().get(String.valueOf(whole));
    assertThat(browser.driver().executeScript("return document.images[0].naturalWidth"))
        .isEqualTo(320L);
  }

  @Test
  void everythingWorksByKeyboard() throws Exception {
    put(ALP, "alp-1.jpg");
    put(BARN, "barn.jpg");
    finished("alp-1.jpg");
    finished("barn.jpg");
    Actions keys = new Actions(browser.driver());

    keys.sendKeys(Keys.TAB).perform();
    assertThat(browser.focused().getText()).isEqualTo("Label single pictures");
    assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
    keys.sendKeys(Keys.TAB).perform();
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("filter");
    keys.sendKeys("alp-").perform();
    browser.await(any -> names().equals(List.of("alp-1.jpg")));
    keys.sendKeys(Keys.TAB).perform();
    assertThat(browser.focused().getAccessibleName()).isEqualTo("Label");
    keys.sendKeys(Keys.TAB).perform();
    assertThat(browser.focused().getAccessibleName()).isEqualTo("Picture alp-1.jpg");
    assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
    keys.sendKeys(Keys.TAB, Keys.ENTER).perform();
    assertThat(browser.focused().getText()).isEqualTo("Tags in S3");
    browser.await(any ->
        text(card("alp-1.jpg"), "tbody")
            .contains("snaplabel:labels " + ModelAnswers.selfTestTag()));
    // A picture that arrives meanwhile does not move the focus.
    put(ALP, "alp-2.jpg");
    browser.await(any -> names().equals(List.of("alp-2.jpg", "alp-1.jpg")));
    assertThat(browser.focused().getText()).isEqualTo("Tags in S3");
  }

  @Test
  void picturesInSubfoldersAreShownToo() throws Exception {
    Path album = Files.createDirectory(folder.resolve(".snaplabel/album"));
    Files.copy(ALP, album.resolve("a?b#c.jpg"));
    Path shown = Files.move(album, folder.resolve("my album"));
    try {
      awaitPicture(finished("my album/a?b#c.jpg"));
    } finally {
      Files.delete(shown.resolve("a?b#c.jpg"));
      Files.delete(shown);
    }
  }

  @Test
  void droppedPicturesAreCopiedIntoTheFolder(@TempDir Path elsewhere) throws Exception {
    put(ALP, "alp.jpg");
    finished("alp.jpg");
    Path same = Files.copy(BARN, elsewhere.resolve("alp.jpg"));
    Path album = Files.createDirectory(elsewhere.resolve("album"));
    Files.copy(BARN, album.resolve("barn.jpg"));

    browser.drag(List.of("dragEnter", "dragOver"), same);
    browser.await(any -> any.element(".overlay").isDisplayed());
    browser.drag(List.of("drop"), same, album);

    assertThat(text(finished("alp (2).jpg"), ".label-name")).isEqualTo(labelOfBarn());
    assertThat(text(finished("barn.jpg"), ".label-name")).isEqualTo(labelOfBarn());
    assertThat(browser.element("#copied").getText()).isEqualTo("Copied into the folder: 2 of 2");
    assertThat(folder.resolve("alp.jpg")).hasSameBinaryContentAs(ALP);
    assertThat(browser.element(".overlay").isDisplayed()).isFalse();
    assertThat(browser.elements("#not-copied")).noneMatch(WebElement::isDisplayed);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void onlyACertainLabelStandsOut() throws Exception {
    put(Path.of("model/calibration/french-alpine-landscape.jpg"), "alps.jpg");
    put(Path.of("model/calibration/nagasaki-boats.jpg"), "boats.jpg");

    for (String key : List.of("alps.jpg", "boats.jpg")) {
      WebElement card = finished(key);
      boolean certain = text(card, ".path").endsWith(text(card, ".label-name"));
      assertThat(card.findElement(By.cssSelector(".label-name")).getCssValue("font-weight"))
          .isEqualTo(certain ? "650" : "400");
    }
  }

  @Test
  void thePageForSinglePicturesLinksBack() {
    browser.element("header a").click();
    browser.await(any -> any.element("#folder").isDisplayed());

    browser.element("#folder").click();
    browser.await(any -> any.driver().getCurrentUrl().endsWith("/bucket"));
  }
}
