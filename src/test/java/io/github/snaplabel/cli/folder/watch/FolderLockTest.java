package io.github.snaplabel.cli.folder.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path root;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockThatIsNotTakenLeavesNoFileOpen() throws Exception {
    Folder folder = Folder.open(root);
    try (FolderLock _ = FolderLock.take(folder)) {
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> FolderLock.take(folder).close())
            .isInstanceOf(UnusableFolderException.class);
      }
      assertThat(openFiles(folder.privateFile("lock"))).hasSize(1);
    }
    assertThat(openFiles(folder.privateFile("lock"))).isEmpty();
  }

  /** Returns the descriptors of this process that refer to a file. */
  private static List<Path> openFiles(Path file) throws IOException {
    List<Path> open = new ArrayList<>();
    try (var descriptors = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path descriptor : descriptors) {
        // Others, such as the one of this listing, may have been closed.
        if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
          open.add(descriptor);
        }
      }
    }
    return open;
  }
}
