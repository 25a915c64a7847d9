package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium showing the page. Closing quits it. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** It warns of each browser that is newer than Selenium; what these tests send is the same. */
  private static final Logger VERSIONS =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  static {
    VERSIONS.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts Chromium.
   *
   * @param language such as {@code zh-CN}
   */
  static Browser speaking(String language) {
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--accept-lang=" + language);
    options.setCapability("goog:loggingPrefs", logging);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Browser(new ChromeDriver(service, options));
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a page in a new tab without stored data, in a desktop-sized window. */
  void open(String url) {
    resize(1280, 900, false);
    driver.get(url);
    driver.executeScript("sessionStorage.clear()");
    driver.get(url);
    awaitTexts();
    console();
  }

  /** Loads the open page again. */
  void reload() {
    driver.navigate().refresh();
    awaitTexts();
  }

  /** The page is hidden until it has its texts, which languages other than English load. */
  private void awaitTexts() {
    await(any -> any.element("body").isDisplayed());
  }

  /** Expands the labels of the first picture if some are hidden. */
  void showMoreLabels() {
    WebElement more = element(".more");
    if (more.isDisplayed()) {
      more.click();
    }
  }

  void resize(int width, int height, boolean phone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
  }

  /**
   * Limits the network.
   *
   * @param bytesPerSecond in both directions; 0 for no limit
   */
  void throttle(int bytesPerSecond) {
    int rate = bytesPerSecond == 0 ? -1 : bytesPerSecond;
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", false, "latency", 0, "downloadThroughput", rate, "uploadThroughput", rate));
  }

  /** Returns the focused element. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Sets a media feature, such as {@code prefers-color-scheme}. */
  void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** Applies the styles for paper until {@link #endPrinting}. */
  void print() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
  }

  void endPrinting() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  /**
   * Changes from the next page on what pages learn about the browser.
   *
   * @param languages such as {@code zh-TW,en}
   * @param platform such as {@code Win32}
   */
  void pretend(String languages, String platform) {
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", "Mozilla/5.0", "acceptLanguage", languages, "platform", platform));
  }

  /** Lets requests fail whose URLs match a pattern with asterisks; empty for none. */
  void block(String... patterns) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
  }

  void choose(Path... files) {
    element("#files")
        .sendKeys(
            Arrays.stream(files)
                .map(file -> file.toAbsolutePath().toString())
                .collect(Collectors.joining("\n")));
  }

  /** Drops files on the page, as a user would. */
  void drop(Path... files) throws IOException {
    dispatch(
        """
        for (const name of ['dragenter', 'dragover', 'drop']) {
          document.getElementById('drop').dispatchEvent(
            new DragEvent(name, {dataTransfer: transfer, bubbles: true, cancelable: true}));
        }
        """,
        files);
  }

  /**
   * Sends the events of a drag from outside the browser to the middle of the window.
   *
   * @param types such as {@code dragEnter} and {@code drop}
   * @param paths of files and folders
   */
  void drag(List<String> types, Path... paths) {
    List<String> files =
        Arrays.stream(paths).map(path -> path.toAbsolutePath().toString()).toList();
    for (String type : types) {
      driver.executeCdpCommand(
          "Input.dispatchDragEvent",
          Map.of(
              "type",
              type,
              "x",
              600,
              "y",
              400,
              "data",
              Map.of("items", List.of(), "files", files, "dragOperationsMask", 1)));
    }
  }

  void paste(Path... files) throws IOException {
    dispatch(
        """
        document.body.dispatchEvent(
          new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true}));
        """,
        files);
  }

  private void dispatch(String event, Path... files) throws IOException {
    for (Path file : files) {
      driver.executeScript(
          """
          const bytes = Uint8Array.from(atob(arguments[1]), letter => letter.charCodeAt(0));
          window.dropped = [...(window.dropped ?? []), new File([bytes], arguments[0])];
          """,
          file.getFileName().toString(),
          Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    }
    driver.executeScript(
        """
        const transfer = new DataTransfer();
        window.dropped.forEach(file => transfer.items.add(file));
        window.dropped = [];
        """
            + event);
  }

  WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Waits until each card is done. */
  List<WebElement> finishedCards(int count) {
    return finishedCards(count, PATIENCE);
  }

  /** Waits so long until each card is done. */
  List<WebElement> finishedCards(int count, Duration patience) {
    await(any -> elements("[data-stage=labeled], [data-stage=failed]").size() == count, patience);
    return elements(".card");
  }

  /** Waits until a condition holds; it may meet elements that the page is just replacing. */
  <T> T await(Function<Browser, T> condition) {
    return await(condition, PATIENCE);
  }

  private <T> T await(Function<Browser, T> condition, Duration patience) {
    return new WebDriverWait(driver, patience)
        .ignoring(StaleElementReferenceException.class)
        .until(any -> condition.apply(this));
  }

  /** Returns the console messages since the last call. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns the page's announcements for screen readers. */
  String announcements() {
    return String.valueOf(element("#news").getDomProperty("textContent"));
  }

  @SuppressWarnings("deprecation") // for pages with frames, which these are not
  void assertAccessible() {
    AxeRunOptions violations = new AxeRunOptions();
    violations.setResultTypes(List.of("violations"));
    // Legacy: in this window. Otherwise it opens another one for each check, for the sake of
    // frames.
    AxeBuilder axe = new AxeBuilder().withOptions(violations).setLegacyMode(true);
    assertThat(axe.analyze(driver).getViolations())
        .extracting(Rule::getId, Rule::getNodes)
        .isEmpty();
  }

  /** Asserts that nothing overflows its card or the page. */
  void assertFits() {
    assertThat(
            driver.executeScript(
                """
                const right = element => element.getBoundingClientRect().right;
                return [...document.querySelectorAll('main *')]
                  .filter(element =>
                    right(element) > right(element.closest('.card') ?? document.body) + 1)
                  .map(element => `${element.tagName} ${element.className}`)
                  .concat(document.documentElement.scrollWidth > innerWidth ? ['page'] : []);
                """))
        .as("what does not fit")
        .isEqualTo(List.of());
  }

  /**
   * Saves a screenshot of the whole page to {@code target/screenshots}.
   *
   * @param scale image pixels per CSS pixel
   */
  void screenshot(String name, double scale) throws IOException {
    Object width = driver.executeScript("return document.documentElement.scrollWidth");
    Object height = driver.executeScript("return document.documentElement.scrollHeight");
    Map<String, Object> clip =
        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", scale);
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
    Files.createDirectories(SCREENSHOTS);
    Files.write(
        SCREENSHOTS.resolve(name + ".png"),
        Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
