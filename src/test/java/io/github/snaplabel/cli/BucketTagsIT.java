package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the tags that an earlier {@code serve --bucket} stored. */
class BucketTagsIT extends ServedBucket {
  @Test
  void tagsOutliveTheCommandAndAreReused() throws Exception {
    put(PHOTO, "a.jpg");
    try (RunningCommand serve = serve(new ArrayList<>())) {
      end(serve);
    }
    JsonNode first = storedEntry("a.jpg");

    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      assertThat(output.getLast())
          .isEqualTo("1 of 1 picture is tagged, 1 of them in an earlier run.");
      assertThat(end(serve)).startsWith("1 of 1 picture is tagged; ");
    }
    assertThat(storedEntry("a.jpg")).isEqualTo(first);
  }

  @Test
  void filesOfAFolderThatCannotBeReadKeepTheirTags() throws Exception {
    put(PHOTO, "a.jpg");
    put(PHOTO, "sub/b.jpg");
    try (RunningCommand serve = serve(new ArrayList<>())) {
      end(serve);
    }
    JsonNode before = storedEntry("sub/b.jpg");
    Path sub = folder.resolve("sub");
    Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(sub)).as("permissions apply to this user").isFalse();
      List<String> output = new ArrayList<>();
      try (RunningCommand serve = serve(output)) {
        assertThat(output).contains(sub.toRealPath() + " cannot be read");
        put(OTHER, "a.jpg");
        readUntil(serve, output, "a.jpg: .* %");
        end(serve);
      }
      assertThat(output).noneMatch(line -> line.contains("gone"));
      assertThat(storedEntry("sub/b.jpg")).isEqualTo(before);
    } finally {
      Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aDamagedTagsFileIsRenamed() throws Exception {
    put(PHOTO, "a.jpg");
    Files.createDirectory(folder.resolve(".snaplabel"));
    Files.writeString(folder.resolve(".snaplabel/tags.json"), "{\"objects\": {\"a.jpg\"");
    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output)) {
      assertThat(output.getFirst())
          .contains("tags.json is damaged: renamed it to tags.json.damaged-");
      assertThat(output).anyMatch(line -> hasSelfTestLabel(line, "a.jpg"));
      end(serve);
    }
    try (Stream<Path> files = Files.list(folder.resolve(".snaplabel"))) {
      assertThat(files.filter(file -> file.toString().contains(".damaged-")))
          .singleElement()
          .satisfies(file -> assertThat(file).hasContent("{\"objects\": {\"a.jpg\""));
    }
  }

  @Test
  void labelsUnderAnotherPrefixAreShown() throws Exception {
    put(PHOTO, "a.jpg");
    List<String> output = new ArrayList<>();
    try (RunningCommand serve = serve(output, "SNAPLABEL_TAG_PREFIX=photos")) {
      end(serve);
    }
    assertThat(output).anyMatch(line -> hasSelfTestLabel(line, "a.jpg"));
    assertThat(storedEntry("a.jpg").path("tags").has("photos:labels")).isTrue();
  }
}
