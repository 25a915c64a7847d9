package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Tests the page on slow and unreliable connections. */
class PageSlowLineIT extends OpenPage {
  private static final Path PHOTO = Path.of("model/calibration/dust-bowl-home.jpg");

  @TempDir Path folder;

  @AfterEach
  void removeLimit() {
    browser.throttle(0);
  }

  /** Writes a photo of twelve megapixels and 3.8 MB: a gradient with the noise of a sensor. */
  private Path photo(String name) throws IOException {
    BufferedImage image = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < 3000; y++) {
      for (int x = 0; x < 4000; x++) {
        int gray = x * 120 / 4000 + y * 60 / 3000 + random.nextInt(50);
        image.setRGB(x, y, gray << 16 | gray << 8 | gray);
      }
    }
    Path file = folder.resolve(name);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam quality = writer.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality(0.82f);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } finally {
      writer.dispose();
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {125_000, 50_000})
  void photosGetThroughASlowLine(int bytesPerSecond) throws IOException {
    Path first = photo("first.jpg");
    Path second = Files.copy(first, folder.resolve("second.jpg"));
    Path third = Files.copy(first, folder.resolve("third.jpg"));
    assertThat(Files.size(first)).isBetween(3_500_000L, 4_000_000L);
    browser.throttle(bytesPerSecond);

    browser.choose(first, second, third);

    assertThat(browser.finishedCards(3, Duration.ofMinutes(2)))
        .extracting(card -> card.getDomAttribute("data-stage"))
        .containsOnly("labeled");
    assertThat(front.uploads())
        .hasSize(3)
        .allSatisfy(upload -> assertThat(upload.body()).hasSizeLessThan(1_000_001));
  }

  @Test
  void onASlowLineOneSmallPhotoIsSentAtATime() throws IOException {
    browser.choose(photo("first.jpg"));
    browser.finishedCards(1);
    int usual = front.uploads().getFirst().body().length;
    browser.throttle(50_000);
    browser.choose(photo("second.jpg"));
    browser.finishedCards(2, Duration.ofMinutes(1));
    countUploads();

    browser.choose(photo("third.jpg"), PHOTO);

    browser.finishedCards(4, Duration.ofMinutes(1));
    assertThat(mostUploadsAtOnce()).isEqualTo(1L);
    assertThat(front.uploads().get(2).body()).hasSizeLessThan(usual / 2);
  }

  @Test
  void aPhotoThatWasCutOffIsSentAgainSmaller() throws IOException {
    browser.throttle(200_000);
    front.cutUploadsOver(150_000);

    browser.choose(photo("photo.jpg"));

    browser.finishedCards(1);
    assertThat(browser.element(".sent").getText()).isEqualTo("sent as 683 × 512");
    assertThat(browser.elements("[data-stage=labeled]")).hasSize(1);
  }

  @Test
  void theMessageBlamesTheConnectionIfNotEvenASmallPhotoGetsThrough() throws IOException {
    browser.throttle(30_000);
    front.cutUploadsOver(0);

    browser.choose(photo("photo.jpg"));

    browser.finishedCards(1);
    assertThat(browser.element(".trouble .problem").getText())
        .startsWith("The picture did not get through: your connection is too slow");
    assertThat(browser.element(".again").isDisplayed()).isTrue();
  }

  @Test
  void theServiceIsBlamedIfThePhotoArrived() {
    browser
        .driver()
        .executeScript(
            "const real = setTimeout; window.setTimeout = (run, ms) => real(run, ms / 35);");
    front.answerNothing();

    browser.choose(PHOTO);

    browser.finishedCards(1);
    front.passOn();
    assertThat(browser.element(".trouble .problem").getText())
        .isEqualTo("The service took too long. Please try again.");
  }

  @Test
  void tryingAgainAfterATimeoutSendsASmallerPhoto() {
    front.answerMessage(504);
    browser.choose(PHOTO);
    browser.finishedCards(1);
    front.passOn();

    browser.element(".again").click();

    browser.await(any -> !any.elements("[data-stage=labeled]").isEmpty());
    WebElement sent = browser.element(".sent");
    assertThat(sent.getText()).startsWith("sent as ");
    assertThat(front.uploads().getLast().body())
        .hasSizeLessThan(front.uploads().getFirst().body().length);
  }
}
