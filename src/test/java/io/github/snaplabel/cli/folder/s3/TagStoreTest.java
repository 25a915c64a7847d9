package io.github.snaplabel.cli.folder.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.cli.folder.s3.StoredTags.TaggingResult;
import io.github.snaplabel.cli.folder.watch.FileVersion;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagStoreTest {
  private static final FileVersion STAMP =
      new FileVersion(7, Instant.parse("2026-11-24T12:00:00.123456789Z"));

  @TempDir Path folder;

  private TagsFile file;
  private TagStore store;

  @BeforeEach
  void open() throws Exception {
    file = new TagsFile(folder.resolve("tags.json"));
    store = new TagStore(file, file.read());
  }

  private FolderObject object(String key, String eTag) {
    try {
      Files.createDirectories(folder.resolve(key).getParent());
      Files.writeString(folder.resolve(key), "content");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FolderObject(key, folder.resolve(key), STAMP, eTag);
  }

  @Test
  void savedTagsAreReadAgain() throws Exception {
    store.tag(object("猫 😀/a+b%.jpg", "e1"), Map.of("snaplabel:label", "tabby", "mine", "ä"));
    store.recordResultIf(
        () -> true,
        object("猫 😀/a+b%.jpg", "e1"),
        new TaggingResult("labeled", "m/1", "snaplabel"));
    store.recordResultIf(
        () -> true,
        object("notes.txt", "e2"),
        new TaggingResult("not-a-picture", "m/1", "snaplabel"));
    store.tag(object("a.jpg", "e3"), Map.of());
    store.save();

    assertThat(file.read()).isEqualTo(new TreeMap<>(store.all()));
    assertThat(file.read()).containsOnlyKeys("a.jpg", "notes.txt", "猫 😀/a+b%.jpg");
    assertThat(file.path()).content().contains("猫 😀/a+b%.jpg");
    assertThat(folder.resolve("tags.json.new")).doesNotExist();
  }

  @Test
  void tagsBelongToContent() {
    store.tag(object("a.jpg", "old"), Map.of("mine", "1"));

    assertThat(store.tags(object("a.jpg", "old"))).containsOnlyKeys("mine");
    assertThat(store.tags(object("a.jpg", "new"))).isEmpty();

    StoredTags entry =
        store
            .recordResultIf(
                () -> true,
                object("a.jpg", "new"),
                new TaggingResult("labeled", "m/1", "snaplabel"))
            .orElseThrow();
    assertThat(entry.tags()).isEmpty();
    assertThat(entry.isProcessedBy("m/1")).isTrue();
    assertThat(entry.isProcessedBy("m/2")).isFalse();
  }

  @Test
  void aFileDeletedMeanwhileIsNotTagged() throws Exception {
    FolderObject object = object("a.jpg", "e");
    Files.delete(object.path());
    store.remove("a.jpg");

    assertThat(store.tag(object, Map.of("mine", "1"))).isFalse();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void aResultIsRecordedOnlyWhileItsConditionHolds() {
    FolderObject object = object("a.jpg", "e");

    assertThat(
            store.recordResultIf(
                () -> false, object, new TaggingResult("labeled", "m/1", "snaplabel")))
        .isEmpty();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void nothingIsWrittenIfNothingChanged() throws Exception {
    store.remove("absent");
    store.save();

    assertThat(file.path()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"objects\": {\"a\": {}}}",
        "{\"objects\": {}} x",
        "{\"objects\": {\"a\": {\"eTag\": \"1\", \"size\": 1, \"modified\": \"now\","
            + " \"time\": \"now\", \"tags\": {}}}}"
      })
  void aDamagedFileIsRenamedUnchanged(String content) throws Exception {
    Files.writeString(file.path(), content);

    assertThatThrownBy(file::read).isInstanceOf(DamagedTagsException.class);
    assertThat(file.setAside()).hasContent(content);
    assertThat(file.read()).isEmpty();
  }
}
