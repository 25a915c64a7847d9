package io.github.snaplabel.cli.folder.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Labels;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.NativeLibraries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the images that the page shows. */
class BucketSiteTest {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final Path IMAGES = Path.of("src/test/resources/images");

  @TempDir Path root;

  private final ExecutorService threads = PlatformThreads.perTask("site");
  private final NativeLibraries natives =
      new NativeLibraries(Path.of(System.getProperty("snaplabel.natives")));
  private final HttpClient client = HttpClient.newHttpClient();
  private ObjectIndex objects;
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    Folder folder = Folder.open(root);
    objects = new ObjectIndex(folder);
    Thumbnails thumbnails = new Thumbnails(natives, HeicDecoding.ON);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/bucket",
        new BucketSite(
            new SiteImages(objects, thumbnails),
            new DroppedFiles(folder),
            new LiveEvents(folder.root(), new Catalog()),
            Hierarchy.read(Path.of("model/hierarchy.tsv"), Labels.read(Path.of("model/labels.txt")))
                .withChinese(Path.of("model/labels.zh.tsv")),
            true));
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.getAddress().getPort() + "/bucket/" + path)
            .normalize());
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  @Test
  void labelsHaveTheNamesThatTagsContain() throws Exception {
    HttpResponse<byte[]> answer = get("labels");

    JsonNode labels = new ObjectMapper().readTree(answer.body());
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(
            labels
                .valueStream()
                .filter(label -> label.path("name").asText().equals("jack-o-lantern")))
        .singleElement()
        .satisfies(label -> {
          assertThat(label.path("path").toString()).endsWith("\"jack-o-lantern\"]");
          assertThat(label.at("/zh/name").asText()).isEqualTo("南瓜灯");
        });
    assertThat(labels.valueStream().filter(label -> label.path("name").asText().equals("dog")))
        .singleElement()
        .satisfies(
            label -> assertThat(label.path("aliases").toString()).contains("\"domestic dog\""));
  }

  private BufferedImage thumbnail(String key) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get("thumbnails/" + key);
    assertThat(answer.statusCode()).as(key).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
        .contains("sandbox");
    assertThat(answer.body()).startsWith(0xff, 0xd8, 0xff).hasSizeLessThan(200_000);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "large.jpg, 251, 187",
    "orientation-6.jpg, 24, 32",
    "rgb16.png, 32, 24",
    "lossy.webp, 32, 24",
    "plain.gif, 32, 24",
    "grid-irot-wide.heic, 100, 128"
  })
  void aThumbnailIsASmallJpegOfAWholePicture(String name, int width, int height) throws Exception {
    Files.copy(IMAGES.resolve(name), root.resolve(name));

    assertThat(thumbnail(name)).extracting("width", "height").containsExactly(width, height);
  }

  @Test
  void aHeicHasNoThumbnailIfHeicIsSwitchedOff() {
    Thumbnails thumbnails = new Thumbnails(natives, HeicDecoding.OFF);

    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> thumbnails.jpeg(IMAGES.resolve("420.heic")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unsupported-image"));
  }

  @Test
  void theThumbnailOfALargePictureIsReducedToFitACard() throws Exception {
    Files.copy(Path.of("model/calibration/dust-bowl-home.jpg"), root.resolve("1024x788.jpg"));
    Files.copy(
        Path.of("model/calibration/french-alpine-landscape.jpg"), root.resolve("1024x484.jpg"));

    assertThat(thumbnail("1024x788.jpg")).extracting("width", "height").containsExactly(663, 510);
    assertThat(thumbnail("1024x484.jpg")).extracting("width", "height").containsExactly(680, 321);
  }

  @Test
  void aThumbnailIsUprightAndHasThePicturesColors() throws Exception {
    String name = "orientation-6.jpg";
    Files.copy(IMAGES.resolve(name), root.resolve(name));
    // ImageIO ignores the orientation: the stored image is rotated by 90 degrees.
    BufferedImage stored = ImageIO.read(root.resolve(name).toFile());
    BufferedImage turned =
        new BufferedImage(stored.getHeight(), stored.getWidth(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < stored.getHeight(); y++) {
      for (int x = 0; x < stored.getWidth(); x++) {
        turned.setRGB(stored.getHeight() - 1 - y, x, stored.getRGB(x, y));
      }
    }
    ImageIO.write(turned, "png", root.resolve("turned.png").toFile());
    BufferedImage expected = thumbnail("turned.png");
    BufferedImage actual = thumbnail(name);

    int right = expected.getWidth() - 3;
    int bottom = expected.getHeight() - 3;
    for (int[] place : new int[][] {{2, 2}, {right, 2}, {2, bottom}, {right, bottom}}) {
      for (int shift = 0; shift < 24; shift += 8) {
        int color = expected.getRGB(place[0], place[1]) >> shift & 0xFF;
        assertThat(actual.getRGB(place[0], place[1]) >> shift & 0xFF)
            .isBetween(color - 20, color + 20);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"objects", "thumbnails"})
  void aCachedCopyIsNotSentAgain(String kind) throws Exception {
    Files.copy(PHOTO, root.resolve("a.jpg"));
    String eTag = objects.find("a.jpg").orElseThrow().eTag();

    HttpResponse<byte[]> first = get(kind + "/a.jpg");
    String received = first.headers().firstValue("etag").orElseThrow();
    assertThat(received).isEqualTo('"' + eTag + '"');
    assertThat(first.headers().firstValue("cache-control")).contains("no-cache");
    HttpRequest again = request(kind + "/a.jpg").header("If-None-Match", received).build();
    HttpResponse<byte[]> second = client.send(again, BodyHandlers.ofByteArray());
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(get(kind + "/a.jpg?" + eTag).headers().firstValue("cache-control"))
        .contains("private, max-age=86400, immutable");

    Files.copy(IMAGES.resolve("baseline.jpg"), root.resolve("b.jpg"));
    Files.move(root.resolve("b.jpg"), root.resolve("a.jpg"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(client.send(again, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
    assertThat(get(kind + "/a.jpg?" + eTag).headers().firstValue("cache-control"))
        .contains("no-cache");
  }

  @Test
  void filesThatCannotBeShownAreNotFound() throws Exception {
    Files.write(root.resolve("cut.jpg"), Arrays.copyOf(Files.readAllBytes(PHOTO), 5000));
    Files.writeString(root.resolve("page.jpg"), "<!doctype html><script>alert(1)</script>");
    Files.createFile(root.resolve("empty.jpg"));

    for (String key :
        List.of("cut.jpg", "page.jpg", "empty.jpg", "absent.jpg", ".snaplabel", "..%2Fa", "")) {
      HttpResponse<byte[]> answer = get("thumbnails/" + key);
      assertThat(answer.statusCode()).as(key).isEqualTo(404);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).as(key).endsWith(".\n");
      assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    }
  }

  @Test
  void manyConcurrentThumbnailsAreAllCreated() throws Exception {
    List<String> keys = IntStream.range(0, 24).mapToObj("%d.jpg"::formatted).toList();
    for (String key : keys) {
      Files.copy(PHOTO, root.resolve(key));
    }

    List<CompletableFuture<HttpResponse<byte[]>>> answers =
        keys.stream()
            .map(key ->
                client.sendAsync(request("thumbnails/" + key).build(), BodyHandlers.ofByteArray()))
            .toList();

    assertThat(answers).extracting(answer -> answer.join().statusCode()).containsOnly(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../bucket", "bucket.js", "bucket.css", "objects/a.jpg", "thumbnails/a.jpg"})
  void headHasTheHeadersOfGetAndNoBody(String path) throws Exception {
    Files.copy(PHOTO, root.resolve("a.jpg"));
    HttpResponse<byte[]> expected = get(path);

    HttpResponse<byte[]> head =
        client.send(
            request(path).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofByteArray());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String header : List.of("content-type", "content-length", "content-security-policy")) {
      assertThat(head.headers().firstValue(header))
          .isEqualTo(expected.headers().firstValue(header));
    }
  }

  @Test
  void liveEventsAnswerHeadAtOnce() throws Exception {
    HttpRequest head = request("events").method("HEAD", BodyPublishers.noBody()).build();

    assertThat(client.send(head, BodyHandlers.ofByteArray()).headers().firstValue("content-type"))
        .contains("text/event-stream");
  }
}
