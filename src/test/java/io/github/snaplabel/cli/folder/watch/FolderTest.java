package io.github.snaplabel.cli.folder.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
  @TempDir Path outside;

  private Path root;
  private Folder folder;

  @BeforeEach
  void open() throws Exception {
    root = Files.createDirectory(outside.resolve("pictures")).toRealPath();
    folder = Folder.open(root);
    Files.writeString(outside.resolve("secret.jpg"), "secret");
  }

  private void write(String name) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat.jpg",
        "my album/a b.jpg",
        "a+b%20c.jpg",
        "猫/照片.png",
        "😀.gif",
        "a\\b.jpg",
        "?#&.jpg"
      })
  void aKeyIsThePathFromTheFolder(String key) throws Exception {
    write(key);

    assertThat(folder.list().files()).containsOnlyKeys(key);
    assertThat(folder.find(key)).contains(root.resolve(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../secret.jpg", "sub/../../secret.jpg", "sub/../cat.jpg", "./cat.jpg",
        "/etc/passwd", "sub//cat.jpg", "cat.jpg/", "sub", "absent.jpg", "cat.jpg\0", "CAT.JPG"
      })
  void otherKeysAreNotFound(String key) throws Exception {
    write("cat.jpg");
    write("sub/cat.jpg");

    assertThat(folder.find(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".hidden.jpg",
        ".git/cat.jpg",
        ".snaplabel/tags.json",
        "cat.jpg.part",
        "cat.CRDOWNLOAD",
        "cat.jpg~"
      })
  void hiddenFilesAndPartialDownloadsAreNotObjects(String name) throws Exception {
    write(name);

    assertThat(folder.list().files()).isEmpty();
    assertThat(folder.find(name)).isEmpty();
  }

  @Test
  void linksAreNotFollowed() throws Exception {
    write("sub/cat.jpg");
    Files.createSymbolicLink(root.resolve("file.jpg"), outside.resolve("secret.jpg"));
    Files.createSymbolicLink(root.resolve("up"), outside);
    Files.createSymbolicLink(root.resolve("loop"), root);

    assertThat(folder.list().files()).containsOnlyKeys("sub/cat.jpg");
    assertThat(folder.find("file.jpg")).isEmpty();
    assertThat(folder.find("up/secret.jpg")).isEmpty();
    assertThat(folder.find("loop/sub/cat.jpg")).isEmpty();
  }

  @Test
  void aMissingFolderIsReportedInOneSentence() throws Exception {
    write("cat.jpg");

    assertThatThrownBy(() -> Folder.open(root.resolve("absent")))
        .isInstanceOf(UnusableFolderException.class)
        .hasMessage("The folder %s does not exist.", root.resolve("absent"));
    assertThatThrownBy(() -> Folder.open(root.resolve("cat.jpg")))
        .isInstanceOf(UnusableFolderException.class)
        .hasMessage("%s is not a folder.", root.resolve("cat.jpg"));
  }

  @Test
  void aReadOnlyFolderIsReportedInOneSentence() throws Exception {
    Path other = Files.createDirectory(root.resolve("other"));
    Files.writeString(other.resolve(".snaplabel"), "no folder");

    assertThatThrownBy(() -> Folder.open(other))
        .isInstanceOf(UnusableFolderException.class)
        .hasMessageContaining("cannot be written to");
  }

  @Test
  void aFolderIsServedOnce() throws Exception {
    try (FolderLock _ = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder).close())
          .isInstanceOf(UnusableFolderException.class)
          .hasMessageContaining("another process");
    }
    FolderLock.take(folder).close();
  }

  @Test
  void filesWhoseNamesAreNotUtf8AreNamedButNotObjects() throws Exception {
    write("cat.jpg");
    Path file = Path.of(URI.create(root.toUri() + "caf%E9.jpg"));
    Path inFolder = Path.of(URI.create(root.toUri() + "caf%E9/cat.jpg"));
    assumeThat(root.resolve(root.relativize(file).toString())).isNotEqualTo(file);
    Files.writeString(file, "a");
    Files.createDirectory(inFolder.getParent());
    Files.writeString(inFolder, "b");

    FolderContents contents = folder.list();

    assertThat(contents.files()).containsOnlyKeys("cat.jpg");
    assertThat(contents.unnamed()).containsExactlyInAnyOrder(file, inFolder.getParent());
  }

  @Test
  void filesOfAFolderThatCannotBeReadMayExist() throws Exception {
    write("a.jpg");
    write("sub/deep/b.jpg");
    Path sub = root.resolve("sub");
    for (String permissions : List.of("---------", "r--------")) {
      Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString(permissions));
      try {
        assumeThat(Files.isExecutable(sub)).as("permissions apply to this user").isFalse();
        FolderContents contents = folder.list();

        assertThat(contents.files()).containsOnlyKeys("a.jpg");
        assertThat(contents.mayHave("sub/deep/b.jpg")).isTrue();
        assertThat(contents.mayHave("c.jpg")).isFalse();
        assertThatThrownBy(() -> folder.find("sub/deep/b.jpg")).isInstanceOf(IOException.class);
        assertThat(folder.find("c.jpg")).isEmpty();
      } finally {
        Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sub, sub/b.jpg, true",
    "sub, sub/deep/b.jpg, true",
    "sub, subway/b.jpg, false",
    "sub/a.jpg, sub/a.jpg, true",
    "sub/a.jpg, sub/b.jpg, false",
    "'', any/b.jpg, true",
  })
  void whatCannotBeReadMayHaveFiles(String unreadable, String key, boolean expected) {
    FolderContents contents =
        new FolderContents(
            Map.of("a.jpg", new FileVersion(1, Instant.EPOCH)),
            List.of(),
            Map.of(unreadable, root),
            List.of());

    assertThat(contents.mayHave(key)).isEqualTo(expected);
    assertThat(contents.mayHave("a.jpg")).isTrue();
  }

  @Test
  void listingEndsWhenItsThreadIsInterrupted() throws Exception {
    write("a.jpg");
    Thread.currentThread().interrupt();

    assertThatThrownBy(folder::list).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
