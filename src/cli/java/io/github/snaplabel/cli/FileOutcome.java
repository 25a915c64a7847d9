package io.github.snaplabel.cli;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.LogText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What became of one file. */
sealed interface FileOutcome {
  /** It was read. */
  record LabeledFile(Path path, LabeledImage image) implements FileOutcome {}

  /** It lay in a folder and is no picture. */
  record NotAnImageFile(Path path) implements FileOutcome {}

  /** It should be a picture and could not be read, for the reason that the code names. */
  record UnreadableFile(Path path, String code, String message) implements FileOutcome {
    static UnreadableFile unreadable(Path path, IOException reason) {
      return switch (reason) {
        case NoSuchFileException _ ->
            new UnreadableFile(path, "not-found", "There is no such file");
        case AccessDeniedException _ ->
            new UnreadableFile(path, "access-denied", "It may not be read");
        default -> new UnreadableFile(path, "unreadable", String.valueOf(reason.getMessage()));
      };
    }

    void print(PrintWriter errors) {
      errors.println(sentence());
      errors.flush();
    }

    String sentence() {
      return LogText.of("%s: %s: %s".formatted(path, code, message));
    }
  }
}
