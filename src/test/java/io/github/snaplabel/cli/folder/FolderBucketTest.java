package io.github.snaplabel.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBucketTest {
  @TempDir Path folder;

  @Test
  void aFolderThatCouldNotBeOpenedIsNotLocked() throws Exception {
    Path tags = Files.createDirectory(folder.resolve(".snaplabel")).resolve("tags.json");
    Files.writeString(tags, "{");
    PrintWriter broken =
        new PrintWriter(new StringWriter()) {
          @Override
          public void println(String line) {
            throw new IllegalStateException("no screen");
          }
        };

    assertThatThrownBy(() -> FolderBucket.open(folder, broken)).hasMessage("no screen");

    StringWriter out = new StringWriter();
    try (FolderBucket bucket = FolderBucket.open(folder, new PrintWriter(out))) {
      assertThat(bucket.environment()).isNotEmpty();
    }
  }
}
