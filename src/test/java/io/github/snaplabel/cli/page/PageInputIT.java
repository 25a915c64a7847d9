package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Tests the ways in which the page takes pictures. */
class PageInputIT extends OpenPage {
  private static final Path ALPS = Path.of("model/calibration/french-alpine-landscape.jpg");
  private static final Path HOME = Path.of("model/calibration/dust-bowl-home.jpg");
  private static final Path SMALL = Path.of("model/self-test.jpg");
  private static final List<String> HOVER = List.of("dragEnter", "dragOver");
  private static final List<String> DROP = List.of("dragEnter", "dragOver", "drop");

  @TempDir Path folder;

  private @Nullable Object script(String script, Object... arguments) {
    return browser.driver().executeScript(script, arguments);
  }

  private boolean isInView(String selector) {
    return Boolean.TRUE.equals(
        script(
            """
            const {top, bottom} = document.querySelector(arguments[0]).getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
            """,
            selector));
  }

  private void scrollToTheEndOfManyResults() {
    browser.choose(SMALL, ALPS, HOME, SMALL, ALPS, HOME, SMALL, ALPS, HOME);
    browser.finishedCards(9);
    script("scrollTo(0, document.documentElement.scrollHeight)");
    assertThat(isInView("#drop")).isFalse();
  }

  @Test
  void anOverlayShowsThatFilesCanBeDroppedWhereverOneIs() {
    scrollToTheEndOfManyResults();
    WebElement overlay = browser.element(".overlay");
    assertThat(overlay.isDisplayed()).isFalse();

    browser.drag(HOVER, SMALL);
    browser.await(any -> overlay.isDisplayed());
    assertThat(isInView(".overlay")).isTrue();
    script(
        """
        const data = new DataTransfer();
        data.items.add(new File(['x'], 'x.jpg'));
        document.body.dispatchEvent(new DragEvent('dragleave', {dataTransfer: data, bubbles: true}));
        """);
    browser.await(any -> !overlay.isDisplayed());
  }

  @Test
  void thePageScrollsToWhatWasDropped() {
    scrollToTheEndOfManyResults();

    browser.drag(DROP, SMALL);

    browser.finishedCards(10);
    assertThat(browser.element(".overlay").isDisplayed()).isFalse();
    assertThat(browser.element(".card .name").getText()).isEqualTo("self-test.jpg");
    assertThat(isInView(".card .name")).isTrue();
  }

  @Test
  void thePicturesInADroppedFolderAreTaken() throws IOException {
    Path album = Files.createDirectories(folder.resolve("album/inner"));
    Files.copy(SMALL, album.resolve("a.jpg"));
    Files.copy(SMALL, folder.resolve("album/b.jpg"));
    Files.writeString(folder.resolve("album/notes.txt"), "no picture");

    browser.drag(DROP, folder.resolve("album"));

    assertThat(browser.finishedCards(2))
        .extracting(card -> card.getDomAttribute("data-stage"))
        .containsOnly("labeled");
  }

  @Test
  void aCamerasHeicInADroppedFolderIsTakenByItsName() throws IOException {
    Path album = Files.createDirectory(folder.resolve("album"));
    Files.write(album.resolve("DSC_0001.HIF"), TestImages.read("mif1.heic"));

    browser.drag(DROP, album);

    WebElement card = browser.finishedCards(1).getFirst();
    assertThat(card.getDomAttribute("data-stage")).isEqualTo("labeled");
    assertThat(browser.element(".card .name").getText()).isEqualTo("DSC_0001.HIF");
  }

  @Test
  void aFolderWithoutPicturesIsReported() throws IOException {
    browser.drag(DROP, Files.createDirectory(folder.resolve("empty")));

    browser.await(any -> any.element("#hint").isDisplayed());
    assertThat(browser.element("#hint").getText())
        .isEqualTo("There are no pictures in this folder.");
    assertThat(browser.announcements()).contains("There are no pictures in this folder.");
    browser.assertAccessible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "paste"})
  void aLinkIsAnsweredWithASentence(String event) {
    boolean prevented = dispatchText(event, "text/uri-list", "https://example.org/photo.jpg");

    browser.await(any -> any.element("#hint").isDisplayed());
    assertThat(browser.element("#hint").getText())
        .isEqualTo("A link is not a picture. Please drag or copy the picture itself.");
    assertThat(prevented).isEqualTo(event.equals("drop"));
    assertThat(browser.elements(".card")).isEmpty();
    browser.choose(SMALL);
    assertThat(browser.element("#hint").isDisplayed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html"})
  void aPastedDataUrlIsTaken(String type) throws IOException {
    String url =
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(SMALL));

    dispatchText(
        "paste", type, type.equals("text/html") ? "<p>x<img src=\"%s\"></p>".formatted(url) : url);

    browser.finishedCards(1);
    assertThat(front.uploads().getFirst().body()).isEqualTo(Files.readAllBytes(SMALL));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void otherPastedTextIsIgnored() {
    dispatchText("paste", "text/plain", "some words");

    assertThat(browser.element("#hint").isDisplayed()).isFalse();
    assertThat(browser.elements(".card")).isEmpty();
  }

  /** Returns whether the page prevents what the browser does by default. */
  private boolean dispatchText(String event, String type, String content) {
    return Boolean.TRUE.equals(
        script(
            """
            const [name, type, content] = arguments;
            const data = new DataTransfer();
            data.setData(type, content);
            const event = name === 'drop'
              ? new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true})
              : new ClipboardEvent(name, {clipboardData: data, bubbles: true, cancelable: true});
            document.body.dispatchEvent(event);
            return event.defaultPrevented;
            """,
            event,
            type,
            content));
  }

  @Test
  void theWholeZoneOpensTheChooser() {
    script(
        """
        window.opened = 0;
        document.getElementById('files').addEventListener('click', event => {
          window.opened++;
          event.preventDefault();
        });
        """);

    new Actions(browser.driver())
        .moveToElement(browser.element("#drop"), 300, 100)
        .click()
        .perform();
    assertThat(script("return window.opened")).isEqualTo(1L);
    browser.element("label[for=files]").click();
    assertThat(script("return window.opened")).isEqualTo(2L);
  }

  @Test
  void aPreviewCannotBeDroppedAsANewPicture() {
    browser.choose(SMALL);
    browser.finishedCards(1);
    browser.await(any -> any.element(".enlarge").isDisplayed());

    new Actions(browser.driver())
        .clickAndHold(browser.element(".enlarge img"))
        .moveByOffset(60, 0)
        .moveByOffset(60, 40)
        .release()
        .perform();

    assertThat(browser.elements(".card")).hasSize(1);
    assertThat(browser.element(".overlay").isDisplayed()).isFalse();
  }

  @Test
  void onTouchScreensThereIsAButtonToPaste() {
    browser.resize(390, 844, true);
    script(
        """
        navigator.clipboard.read = async () => [new ClipboardItem({'text/plain': new Blob(['x'])})];
        """);
    browser.element("#paste").click();
    browser.await(any -> any.element("#hint").isDisplayed());
    assertThat(browser.element("#hint").getText()).startsWith("There is no picture to paste.");

    script(
        """
        navigator.clipboard.read = async () => {
          const canvas = document.createElement('canvas');
          const png = await new Promise(done => canvas.toBlob(done));
          return [new ClipboardItem({'image/png': png})];
        };
        """);
    browser.element("#paste").click();
    browser.finishedCards(1);
    assertThat(browser.element(".name").getDomProperty("title")).isEqualTo("clipboard.png");
  }
}
