package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.ModelAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Tests the head of the results, and that results are not lost. */
class PageResultsIT extends OpenPage {
  private static final Path ALPS = Path.of("model/calibration/french-alpine-landscape.jpg");
  private static final Path HOME = Path.of("model/calibration/dust-bowl-home.jpg");
  private static final Path BOATS = Path.of("model/calibration/nagasaki-boats.jpg");

  @TempDir Path folder;

  private List<String> names() {
    return browser.elements(".card .name").stream().map(WebElement::getText).toList();
  }

  private void awaitLabeled(int count) {
    browser.await(any -> any.elements("[data-stage=labeled]").size() == count);
  }

  private long scrollY() {
    return Long.parseLong(String.valueOf(script("return Math.round(scrollY)")));
  }

  private @Nullable Object script(String script) {
    return browser.driver().executeScript(script);
  }

  /** Keeps what the page saves, instead of the browser's dialog. */
  private void catchDownloads() {
    script(
        """
        URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return 'blob:x'; };
        HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };
        """);
  }

  private String saved(String button) {
    script("delete window.saved");
    browser.element(button).click();
    browser.await(any -> Boolean.TRUE.equals(script("return window.saved !== undefined")));
    return String.valueOf(script("return window.saved"));
  }

  @Test
  void theHeadAndTheTitleCountWhatIsDoneAndWhatFailed() throws IOException {
    Path none = Files.createFile(folder.resolve("empty.jpg"));

    browser.choose(ALPS, none, HOME);

    browser.finishedCards(3);
    assertThat(browser.element("#count").getText()).isEqualTo("3 of 3 · 1 failed");
    assertThat(browser.driver().getTitle()).isEqualTo("3/3 – SnapLabel");
    assertThat(browser.element("#again-all").isDisplayed()).isFalse();
    browser.element("#clear").click();
    assertThat(browser.driver().getTitle()).isEqualTo("SnapLabel");
  }

  @Test
  void oneSentenceAnnouncesSeveralPictures() {
    browser.choose(ALPS);
    browser.finishedCards(1);
    String one = browser.announcements();
    assertThat(one).contains("french-alpine-landscape.jpg: ");
    browser.choose(ALPS, HOME, BOATS, ALPS);

    browser.finishedCards(5);
    assertThat(browser.announcements())
        .isEqualTo(one + "All pictures are finished: 5 labeled, 0 failed");
  }

  @Test
  void tryingOneAgainStaysWhereItIs() {
    front.answerMessage(503);
    browser.choose(ALPS, HOME, BOATS, ALPS, HOME, BOATS, ALPS, HOME, BOATS);
    browser.finishedCards(9);
    front.passOn();
    WebElement last = browser.elements(".again").getLast();
    script("document.querySelectorAll('.again')[8].scrollIntoView({block: 'center'})");
    long before = scrollY();
    assertThat(before).isPositive();

    last.click();

    awaitLabeled(1);
    assertThat(scrollY()).isCloseTo(before, within(20L));
    assertThat(browser.focused().getText()).isEqualTo("nagasaki-boats.jpg");
    assertThat(browser.element("#count").getText()).isEqualTo("9 of 9 · 8 failed");
  }

  @Test
  void allThatFailedAreTriedAgainByOneButton() {
    front.answerMessage(503);
    browser.choose(ALPS, HOME, BOATS);
    browser.finishedCards(3);
    front.passOn();

    browser.element("#again-all").click();

    awaitLabeled(3);
    assertThat(browser.element("#again-all").isDisplayed()).isFalse();
  }

  @Test
  void picturesAreTriedAgainWhenTheBrowserIsOnlineAgain() {
    front.cutConnections();
    browser.choose(ALPS, HOME);
    browser.finishedCards(2);
    front.passOn();

    script("dispatchEvent(new Event('online'))");

    awaitLabeled(2);
  }

  @Test
  void clearedResultsCanBeRestored() {
    browser.choose(ALPS, HOME);
    browser.finishedCards(2);
    List<String> before = names();
    browser.element("#clear").click();
    assertThat(browser.elements(".card")).isEmpty();
    assertThat(browser.element("#results").isDisplayed()).isFalse();

    browser.element("#undo-button").click();

    assertThat(names()).isEqualTo(before);
    assertThat(browser.elements("[data-stage=labeled]")).hasSize(2);
    assertThat(browser.element("#count").getText()).isEqualTo("2 of 2");
    assertThat(browser.element("#undo").isDisplayed()).isFalse();
  }

  @Test
  void oneCardIsRemovedAndRestoredInItsPlace() {
    browser.choose(ALPS, HOME, BOATS);
    browser.finishedCards(3);
    List<String> before = names();

    browser.elements(".remove").get(1).click();
    assertThat(names()).containsExactly(before.getFirst(), before.getLast());
    assertThat(browser.element("#undo-text").getText()).isEqualTo("Removed: dust-bowl-home.jpg");
    assertThat(browser.focused().getAccessibleName()).isEqualTo("Remove nagasaki-boats.jpg");

    browser.element("#undo-button").click();
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void removingAPictureCancelsItsUploadAndUndoingSendsItAgain() {
    front.answerNothing();
    browser.choose(ALPS);
    browser.await(any -> !any.elements("[data-stage=looking]").isEmpty());

    browser.element(".remove").click();
    assertThat(browser.elements(".card")).isEmpty();
    front.passOn();
    browser.element("#undo-button").click();

    awaitLabeled(1);
    assertThat(front.uploads()).hasSize(2);
  }

  @Test
  void leavingThePageAsksWhileWorkWouldBeLost() {
    String asks =
        "const leave = new Event('beforeunload', {cancelable: true}); dispatchEvent(leave);"
            + " return leave.defaultPrevented";
    assertThat(script(asks)).isEqualTo(false);
    front.answerNothing();
    browser.choose(ALPS);
    assertThat(script(asks)).isEqualTo(true);
    front.passOn();
    browser.finishedCards(1);
    assertThat(script(asks)).as("a single result").isEqualTo(false);
    browser.choose(ALPS, HOME, BOATS, ALPS, HOME, BOATS, ALPS, HOME, BOATS, ALPS);
    browser.finishedCards(11);

    assertThat(script(asks)).as("many results").isEqualTo(true);
    catchDownloads();
    saved("#csv");
    assertThat(script(asks)).as("saved").isEqualTo(false);
  }

  @Test
  void resultsAreDownloadedAsJsonLikeTheCommands() throws IOException {
    Path none = Files.createFile(folder.resolve("empty.jpg"));
    browser.choose(ALPS, none);
    browser.finishedCards(2);
    catchDownloads();

    JsonNode results = new ObjectMapper().readTree(saved("#json"));

    assertThat(script("return window.savedAs")).isEqualTo("snaplabel.json");
    assertThat(results).hasSize(2);
    assertThat(results.get(0).path("path").asText()).isEqualTo("french-alpine-landscape.jpg");
    assertThat(results.get(0).at("/predictions/0/label").asText()).isEqualTo(ModelAnswers.of(ALPS));
    assertThat(results.get(1).at("/error/code").asText()).isEqualTo("no-picture");
  }

  @Test
  void resultsAreDownloadedAsCsvWithoutFormulas() throws IOException {
    Path formula = Files.copy(ALPS, folder.resolve("=1+1,\"x\".jpg"));
    browser.choose(formula);
    browser.finishedCards(1);
    catchDownloads();

    List<String> lines = saved("#csv").lines().toList();

    assertThat(script("return window.savedAs")).isEqualTo("snaplabel.csv");
    assertThat(lines.getFirst())
        .endsWith(
            "path,rank,label,wnid,index,probability,sure_label,sure_probability,sure_path,error");
    assertThat(lines).hasSize(1 + Math.min(10, ModelAnswers.classes()));
    assertThat(lines.get(1)).startsWith("\"'=1+1,\"\"x\"\".jpg\",1," + ModelAnswers.of(ALPS) + ",");
  }

  @Test
  void aCardIsCopiedAsTextAndAsJson() {
    script(
        "navigator.clipboard.writeText = text => { window.copied = text; return"
            + " Promise.resolve(); }");
    browser.choose(ALPS);
    WebElement card = browser.finishedCards(1).getFirst();

    card.findElement(By.cssSelector("[data-copy=text]")).click();
    assertThat(script("return window.copied"))
        .asString()
        .startsWith("french-alpine-landscape.jpg: ")
        .contains("\n1. " + ModelAnswers.of(ALPS) + " ");
    card.findElement(By.cssSelector("[data-copy=json]")).click();
    assertThat(script("return JSON.parse(window.copied).predictions[0].label"))
        .isEqualTo(ModelAnswers.of(ALPS));
  }
}
