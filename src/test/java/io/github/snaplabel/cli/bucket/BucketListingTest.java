package io.github.snaplabel.cli.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.tagging.FakeS3;
import io.github.snaplabel.tagging.TaggingOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests how a listing recognizes archived objects, against a strict fake S3. */
class BucketListingTest {
  private static final S3Location PHOTOS = new S3Location("photos", "");
  private static final List<String> KEYS =
      List.of("deep", "glacier", "instant", "restored", "standard", "tiering");

  private FakeS3 s3;
  private S3Client client;

  @BeforeEach
  void start() throws Exception {
    s3 = new FakeS3();
    client = s3.client();
    KEYS.forEach(key -> s3.put(key, new byte[] {1}));
    s3.storage().moveTo("DEEP_ARCHIVE", "deep");
    s3.storage().moveTo("GLACIER", "glacier");
    s3.storage().moveTo("GLACIER_IR", "instant");
    s3.storage().moveTo("GLACIER", "restored");
    s3.storage().restore("restored");
    s3.storage().moveTo("INTELLIGENT_TIERING", "tiering");
  }

  @AfterEach
  void stop() {
    client.close();
    s3.close();
  }

  private Map<String, Boolean> archived(boolean listsRestoreStatus) throws InterruptedException {
    BucketListing listing = new BucketListing(PHOTOS, client, listsRestoreStatus);
    Map<String, Boolean> archived = new LinkedHashMap<>();
    BucketListing.Entry entry = listing.next();
    while (entry != null) {
      archived.put(entry.object().key(), entry.archived());
      entry = listing.next();
    }
    return archived;
  }

  @Test
  void anArchivedObjectIsRecognizedByItsClassUnlessRestored() throws Exception {
    assertThat(archived(true))
        .containsOnlyKeys(KEYS)
        .containsEntry("deep", true)
        .containsEntry("glacier", true)
        .containsEntry("instant", false)
        .containsEntry("restored", false)
        .containsEntry("standard", false)
        .containsEntry("tiering", false);
  }

  @Test
  void withoutListedRestoresNothingIsConsideredArchived() throws Exception {
    assertThat(archived(false)).containsOnlyKeys(KEYS).doesNotContainValue(true);
  }

  @Test
  void aRunCountsArchivedObjectsWithoutAskingForThem() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    BucketTagger run =
        new BucketTagger(
            new BucketListing(PHOTOS, client, true),
            object -> {
              asked.add(object.key());
              return new TaggingOutcome.AlreadyTagged();
            },
            () -> {});
    StringWriter errors = new StringWriter();

    assertThat(run.run(2).exitCode(new PrintWriter(errors))).isZero();
    assertThat(errors.toString()).contains(" 4 already tagged,", " 2 archived,");
    assertThat(asked).containsExactlyInAnyOrder("instant", "restored", "standard", "tiering");
  }
}
