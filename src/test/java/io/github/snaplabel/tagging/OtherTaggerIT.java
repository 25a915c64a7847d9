package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.cli.MotoServer;
import io.github.snaplabel.cli.Needs;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Another tagger, such as a malware scanner, adds a tag to each object at a random time between its
 * upload and the end of its labeling: it reads the tags and writes them back with its own. {@code
 * -DotherTagger.objects=500} sets the number of objects.
 */
class OtherTaggerIT {
  private static final int OBJECTS = Integer.getInteger("otherTagger.objects", 40);
  private static final int AT_ONCE = 8;
  private static final Duration LABELING = Duration.ofMillis(300);
  private static final Tag FOREIGN = Tag.builder().key("scan").value("clean").build();

  private final Random random = new Random(7);

  /** Before and after its write, in ns. */
  private record Written(long start, long end) {}

  @Test
  void onlyWhatIsWrittenBetweenOurReadAndOurWriteIsLostInAStrictS3() throws Exception {
    try (FakeS3 s3 = new FakeS3()) {
      List<String> keys = keys();
      keys.forEach(key -> s3.put(key, TaggerFixture.ALP));
      run("fake S3", s3.endpoint(), keys);
    }
  }

  @Test
  void onlyTagsWrittenBetweenOurReadAndOurWriteAreLostInMoto() throws Exception {
    Needs.moto();
    Path file = Files.createTempFile("alp", null);
    try (MotoServer moto = MotoServer.start()) {
      Files.write(file, TaggerFixture.ALP);
      List<String> keys = keys();
      Map<String, Path> files = new HashMap<>();
      keys.forEach(key -> files.put(key, file));
      moto.upload(files);
      run("moto", moto.endpoint(), keys);
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> keys() {
    return IntStream.range(0, OBJECTS).mapToObj("%d.jpg"::formatted).toList();
  }

  private void run(String name, URI endpoint, List<String> keys) {
    TagTimes times = new TagTimes();
    List<String> lost = new ArrayList<>();
    int ours = 0;
    try (S3Client client = FakeS3.client(endpoint);
        S3Client watched =
            FakeS3.builder(endpoint)
                .overrideConfiguration(
                    configuration -> configuration.addExecutionInterceptor(times))
                .build()) {
      ObjectTagger tagger = tagger(watched);
      Map<String, Duration> delays = new HashMap<>();
      keys.forEach(
          key -> delays.put(key, LABELING.multipliedBy(random.nextInt(1000)).dividedBy(900)));
      Map<String, Written> written = new LinkedHashMap<>();
      keys.stream()
          .gather(
              PlatformThreads.mapConcurrent(
                  AT_ONCE, "object", key -> labelAndTag(tagger, client, key, delays)))
          .forEach(one -> written.put(one.getKey(), one.getValue()));
      for (String key : written.keySet()) {
        List<Tag> tags = client.getObjectTagging(get -> get.bucket("photos").key(key)).tagSet();
        if (!tags.contains(FOREIGN)) {
          lost.add(key);
        }
        if (tags.stream().noneMatch(tag -> tag.key().equals("snaplabel:label"))) {
          ours++;
        }
      }
      System.out.printf(
          "%s: %d objects, %d tags of the other tagger lost, %d objects without our labels%n",
          name, keys.size(), lost.size(), ours);
      assertThat(written).hasSameSizeAs(keys);
      written.keySet().retainAll(lost);
      assertThat(written)
          .allSatisfy((key, write) ->
              assertThat(times.isBetweenReadAndWrite(key, write.start(), write.end())).isTrue());
    }
  }

  private static ObjectTagger tagger(S3Client client) {
    return new ObjectTagger(
        new S3Objects(() -> client),
        (image, options) -> {
          pause(LABELING);
          return TaggerFixture.label(image, options);
        },
        ImageLimits.DEFAULT,
        TaggingSettings.DEFAULT,
        LabelOptions.DEFAULT,
        "model/1",
        AT_ONCE);
  }

  private static Map.Entry<String, Written> labelAndTag(
      ObjectTagger tagger, S3Client client, String key, Map<String, Duration> delays) {
    CompletableFuture<Written> other = new CompletableFuture<>();
    Runnable otherTagger =
        () -> {
          try {
            pause(delays.getOrDefault(key, Duration.ZERO));
            other.complete(addTag(client, key));
          } catch (RuntimeException e) {
            other.completeExceptionally(e);
          }
        };
    Thread.ofPlatform().daemon().start(otherTagger);
    // With the size, as in an event: without it, objects would wait for memory one at a time.
    ObjectRef object =
        new ObjectRef(
            "photos", key, null, FakeS3.eTag(TaggerFixture.ALP), (long) TaggerFixture.ALP.length);
    assertThat(tagger.tag(object, Deadline.in(Duration.ofMinutes(2)))).isInstanceOf(Tagged.class);
    return Map.entry(key, other.join());
  }

  private static Written addTag(S3Client client, String key) {
    List<Tag> tags =
        new ArrayList<>(client.getObjectTagging(get -> get.bucket("photos").key(key)).tagSet());
    tags.add(FOREIGN);
    long start = System.nanoTime();
    client.putObjectTagging(
        put -> put.bucket("photos").key(key).tagging(tagging -> tagging.tagSet(tags)));
    return new Written(start, System.nanoTime());
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
