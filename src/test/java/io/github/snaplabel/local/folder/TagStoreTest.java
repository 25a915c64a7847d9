package io.github.snaplabel.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.local.folder.TagEntry.Sight;
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
  private static final Stamp STAMP = new Stamp(7, Instant.parse("2026-11-24T12:00:00.123456789Z"));

  @TempDir Path folder;

  private TagsFile file;
  private TagStore store;

  @BeforeEach
  void open() throws Exception {
    file = new TagsFile(folder.resolve("tags.json"));
    store = new TagStore(file, file.read());
  }

  private FolderObject object(String key, String eTag) {
    return new FolderObject(key, folder.resolve(key), STAMP, eTag);
  }

  @Test
  void whatIsSavedIsReadAgain() throws Exception {
    store.tag(object("猫 😀/a+b%.jpg", "e1"), Map.of("snaplabel:label", "tabby", "mine", "ä"));
    store.settle(object("猫 😀/a+b%.jpg", "e1"), new Sight("labeled", "m/1"));
    store.settle(object("notes.txt", "e2"), new Sight("not-a-picture", "m/1"));
    store.tag(object("a.jpg", "e3"), Map.of());
    store.save();

    assertThat(file.read()).isEqualTo(new TreeMap<>(store.all()));
    assertThat(file.read()).containsOnlyKeys("a.jpg", "notes.txt", "猫 😀/a+b%.jpg");
    assertThat(file.path()).content().contains("猫 😀/a+b%.jpg");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file.path()));
  }

  @Test
  void tagsBelongToAContent() {
    store.tag(object("a.jpg", "old"), Map.of("mine", "1"));

    assertThat(store.tags(object("a.jpg", "old"))).containsOnlyKeys("mine");
    assertThat(store.tags(object("a.jpg", "new"))).isEmpty();

    TagEntry entry = store.settle(object("a.jpg", "new"), new Sight("labeled", "m/1"));
    assertThat(entry.tags()).isEmpty();
    assertThat(entry.isSeenBy("m/1")).isTrue();
    assertThat(entry.isSeenBy("m/2")).isFalse();
  }

  @Test
  void nothingIsWrittenWhereNothingChanged() throws Exception {
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
  void aDamagedFileIsSetAsideWhole(String content) throws Exception {
    Files.writeString(file.path(), content);

    assertThatThrownBy(file::read).isInstanceOf(DamagedTags.class);
    assertThat(file.setAside()).hasContent(content);
    assertThat(file.read()).isEmpty();
  }
}
