package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.snaplabel.classify.ModelBundle;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;

/** Tests that the page shows the whole picture, and which part of it the network sees. */
class PageViewIT extends OpenPage {
  @TempDir Path folder;

  private Path drawn(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0x204080));
    graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    Path file = folder.resolve("%dx%d.png".formatted(width, height));
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @ParameterizedTest
  @CsvSource({"400, 1200", "1800, 300", "40, 30"})
  void thePreviewIsTheWholePictureAndNotEnlarged(int width, int height) throws IOException {
    browser.choose(drawn(width, height));

    browser.finishedCards(1);
    Rectangle shown = browser.element(".enlarge img").getRect();
    Rectangle place = browser.element(".picture").getRect();
    assertThat((double) shown.width / shown.height)
        .isCloseTo((double) width / height, within(0.02 * width / height));
    assertThat(shown.width).isLessThanOrEqualTo(Math.min(width, place.width));
    assertThat(shown.height).isLessThanOrEqualTo(Math.min(height, place.height));
  }

  @Test
  void transparentPicturesAreShownOnWhiteEvenInTheDark() throws IOException {
    browser.prefer("prefers-color-scheme", "dark");
    browser.choose(drawn(200, 200));

    browser.finishedCards(1);
    assertThat(new Color(pixel(browser.element(".enlarge img"), 5, 5))).isEqualTo(Color.WHITE);
    browser.prefer("prefers-color-scheme", "light");
  }

  @ParameterizedTest
  @CsvSource({"400, 1200", "1800, 300"})
  void aClickShowsItLargeWithTheSquareThatTheNetworkSees(int width, int height) throws IOException {
    browser.choose(drawn(width, height));
    browser.finishedCards(1);
    browser.await(any -> any.element(".enlarge").isDisplayed());
    browser.element(".enlarge").click();

    WebElement dialog = browser.element("#view");
    assertThat(dialog.isDisplayed()).isTrue();
    Rectangle whole = browser.element("#view-image").getRect();
    Rectangle square = browser.element("#judged").getRect();
    var input = ModelBundle.read(Path.of("target/function/model")).manifest().input();
    double side = Math.min(whole.width, whole.height) * input.size() / (double) input.resize();
    assertThat((double) square.width).isCloseTo(side, within(2.0));
    assertThat((double) square.height).isCloseTo(side, within(2.0));
    assertThat(square.x + square.width / 2).isCloseTo(whole.x + whole.width / 2, within(2));
    assertThat(square.y + square.height / 2).isCloseTo(whole.y + whole.height / 2, within(2));
    browser.assertAccessible();
    browser.screenshot("view-%d".formatted(width), 1);
  }

  @Test
  void escapeAndTheButtonCloseItAndTheFocusReturns() throws IOException {
    browser.choose(drawn(400, 300));
    browser.finishedCards(1);
    browser.await(any -> any.element(".enlarge").isDisplayed());
    WebElement dialog = browser.element("#view");

    browser.element(".enlarge").sendKeys(Keys.ENTER);
    browser.await(any -> dialog.isDisplayed());
    browser.focused().sendKeys(Keys.ESCAPE);
    assertThat(dialog.isDisplayed()).isFalse();
    assertThat(browser.focused().getDomAttribute("class")).isEqualTo("enlarge");

    browser.element(".enlarge").click();
    browser.element("#view-close").click();
    assertThat(dialog.isDisplayed()).isFalse();
    assertThat(browser.console()).isEmpty();
  }

  private static int pixel(WebElement element, int x, int y) throws IOException {
    byte[] png = Base64.getDecoder().decode(element.getScreenshotAs(OutputType.BASE64));
    return ImageIO.read(new ByteArrayInputStream(png)).getRGB(x, y);
  }
}
