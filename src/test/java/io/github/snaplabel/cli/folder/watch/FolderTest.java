package io.github.snaplabel.cli.folder.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
