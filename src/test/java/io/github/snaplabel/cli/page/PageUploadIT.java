package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.HeicFiles;
import io.github.snaplabel.image.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** Tests how the page prepares files before it sends them. */
class PageUploadIT extends OpenPage {
  private static final Path IMAGES = Path.of("src/test/resources/images");

  /** Limits of the function that make an unreduced camera photo too large. */
  private static final String MAX_PIXELS = "SNAPLABEL_MAX_PIXELS=5000000";

  @TempDir Path folder;

  PageUploadIT() {
    super(MAX_PIXELS);
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return image;
  }

  private Path written(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }

  private BufferedImage arrived() throws IOException {
    Front.Upload upload = front.uploads().getLast();
    assertThat(upload.contentType()).isEqualTo("image/jpeg");
    assertThat(upload.body()).hasSizeLessThan(1_000_001).startsWith(0xff, 0xd8, 0xff);
    return ImageIO.read(new ByteArrayInputStream(upload.body()));
  }

  private void assertLabelled(String sent) {
    WebElement card = browser.finishedCards(1).getFirst();
    assertThat(card.getDomAttribute("data-stage")).isEqualTo("labeled");
    assertThat(browser.element(".sent").getText()).isEqualTo("sent as " + sent);
  }

  @Test
  void twelveMegapixelPhotosAreReducedToFit() throws IOException {
    Path photo = written(noise(4000, 3000), "DSC 0001.jpg");
    assertThat(Files.size(photo)).isGreaterThan(4_000_000);

    browser.choose(photo);

    assertLabelled("800 × 600");
    assertThat(browser.element(".sent").getDomAttribute("download"))
        .isEqualTo("DSC 0001-800x600.jpg");
    assertThat(browser.element(".size").getText()).startsWith("4000 × 3000 · ");
    assertThat(arrived()).extracting("width", "height").containsExactly(800, 600);
    assertThat(front.uploads()).hasSize(1);
  }

  @Test
  void smallFilesAreSentUnchanged() throws IOException {
    Path photo = Path.of("model/self-test.jpg");

    browser.choose(photo);

    browser.finishedCards(1);
    assertThat(browser.element(".sent").isDisplayed()).isFalse();
    assertThat(front.uploads().getFirst().body()).isEqualTo(Files.readAllBytes(photo));
  }

  @Test
  void theTypeDependsOnTheContentNotTheName() throws IOException {
    Path picture = folder.resolve("picture.txt");
    Files.copy(IMAGES.resolve("rgb.png"), picture);

    browser.choose(picture);

    browser.finishedCards(1);
    assertThat(front.uploads().getFirst().contentType()).isEqualTo("image/png");
  }

  @Test
  void picturesOfManyPixelsAreReducedEvenIfTheirFilesAreSmall() throws IOException {
    BufferedImage gray = new BufferedImage(1700, 520, BufferedImage.TYPE_BYTE_GRAY);
    gray.createGraphics().drawImage(noise(1700, 520), 0, 0, null);
    Path picture = written(gray, "wide.png");
    assertThat(Files.size(picture)).isLessThan(1_000_000);

    browser.choose(picture);

    // The network needs a shorter side of at most 512 pixels.
    assertLabelled("1674 × 512");
    assertThat(arrived()).extracting("width", "height").containsExactly(1674, 512);
  }

  @Test
  void aPictureIsSentUnchangedIfRedrawingMakesItLarger() throws IOException {
    BufferedImage plain = new BufferedImage(4000, 3000, BufferedImage.TYPE_BYTE_BINARY);
    Path picture = written(plain, "plain.png");

    browser.choose(picture);

    assertThat(browser.finishedCards(1)).hasSize(1);
    assertThat(front.uploads().getFirst().contentType()).isEqualTo("image/png");
  }

  @Test
  void formatsOnlyTheBrowserReadsAreSentAsJpeg() throws IOException {
    browser.choose(Path.of("src/test/resources/page/stripes.avif"));

    assertLabelled("64 × 48");
    assertThat(arrived()).extracting("width", "height").containsExactly(64, 48);
  }

  @Test
  void transparentDrawingsAreSentOnWhite() throws IOException {
    Path drawing = folder.resolve("drawing.svg");
    Files.writeString(
        drawing,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">
          <circle cx="150" cy="100" r="50" fill="#204080"/>
        </svg>
        """);

    browser.choose(drawing);

    // Drawings are drawn at one size, since browsers differ in that of drawings without a size.
    assertLabelled("1024 × 683");
    BufferedImage arrived = arrived();
    assertThat(arrived.getRGB(2, 2) & 0xffffff).isGreaterThan(0xf8f8f8);
    assertThat(arrived.getRGB(512, 341) & 0xff).isBetween(0x70, 0x90);
  }

  @Test
  void sidewaysPhotosArriveUprightWhenRedrawn() throws IOException {
    front.answerProblem(415, "unsupported-image");
    browser.choose(IMAGES.resolve("orientation-6.jpg"));

    browser.finishedCards(1);
    BufferedImage stored = ImageIO.read(IMAGES.resolve("orientation-6.jpg").toFile());
    assertThat(front.uploads()).hasSize(2);
    assertThat(arrived())
        .extracting("width", "height")
        .containsExactly(stored.getHeight(), stored.getWidth());
  }

  @Test
  void aPictureClearedWhileRedrawnIsNotSent() {
    front.answerProblem(415, "unsupported-image");
    browser
        .driver()
        .executeScript(
            """
            const toBlob = HTMLCanvasElement.prototype.toBlob;
            HTMLCanvasElement.prototype.toBlob = function (...how) {
              window.finishConversion = () => toBlob.apply(this, how);
            };
            """);
    browser.choose(IMAGES.resolve("orientation-6.jpg"));
    browser.await(any ->
        Boolean.TRUE.equals(any.driver().executeScript("return 'finishConversion' in window")));

    browser.element("#clear").click();
    browser.driver().executeScript("window.finishConversion()");

    front.passOn();
    browser.choose(IMAGES.resolve("orientation-6.jpg"));
    browser.finishedCards(1);
    assertThat(front.uploads()).as("one each time").hasSize(2);
  }

  @Test
  void heicIsSentAsItIs() throws IOException {
    Path heic = IMAGES.resolve("420.heic");
    byte[] brand = HeicFiles.replaced(TestImages.read("mif1.heic"), "heic", "heix");
    Path camera = Files.write(folder.resolve("camera.hif"), brand);

    browser.choose(heic, camera);

    browser.finishedCards(2);
    assertThat(front.uploads())
        .extracting(Front.Upload::contentType)
        .containsExactly("image/heic", "image/heic");
    assertThat(front.uploads())
        .extracting(Front.Upload::body)
        .containsExactlyInAnyOrder(Files.readAllBytes(heic), brand);
    assertThat(browser.elements("[data-stage=labeled]")).hasSize(2);
  }

  @Test
  void filesThatCannotBeOpenedAreNotSent() throws IOException {
    Path unknown = Files.writeString(folder.resolve("photo.jxl"), "no picture");
    Path empty = Files.createFile(folder.resolve("empty.jpg"));
    Path notes = Files.writeString(folder.resolve("notes.txt"), "no picture");
    Path heic = Files.writeString(folder.resolve("photo.heic"), "\0\0\0\030ftypmsf1\0\0\0\0");

    browser.choose(unknown, empty, notes, heic);

    browser.finishedCards(4);
    assertThat(browser.elements(".trouble .problem"))
        .extracting(WebElement::getText)
        .containsExactly(
            "Neither the service nor this browser can open this file. Please save it as JPEG or"
                + " PNG.",
            "The file is empty.",
            "This file is not a picture.",
            "This browser cannot open HEIC photos. Please use Safari, or save the photo as JPEG.");
    assertThat(browser.elements(".size"))
        .extracting(WebElement::getText)
        .containsExactly("10 bytes", "0 bytes", "10 bytes", "16 bytes");
    assertThat(front.uploads()).isEmpty();
  }

  @Test
  void hugeFilesAreRefusedWithoutReadingThem() throws IOException {
    Path huge = folder.resolve("huge.jpg");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.write(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
      file.setLength(150_000_000);
    }
    browser
        .driver()
        .executeScript(
            """
            window.opened = 0;
            window.createImageBitmap = () => { window.opened++; return Promise.reject(); };
            """);

    browser.choose(huge);

    browser.finishedCards(1);
    assertThat(browser.element(".trouble .problem").getText())
        .isEqualTo("The file is too large to send. Please try a smaller picture.");
    assertThat(browser.driver().executeScript("return window.opened")).isEqualTo(0L);
    assertThat(browser.element(".enlarge img").getDomAttribute("src")).isNull();
    assertThat(front.uploads()).isEmpty();
  }
}
