package io.github.snaplabel.cli;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.event.LogText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The outcome of labeling one file. */
sealed interface FileOutcome {
  /** The file was labeled. */
  record LabeledFile(String name, LabeledImage image) implements FileOutcome {}

  /** The file was found in a folder and is not an image. */
  record NotAnImageFile(String name) implements FileOutcome {}

  /**
   * The file could not be read although it was expected to be an image.
   *
   * @param code identifies the reason
   */
  record UnreadableFile(String name, String code, String message) implements FileOutcome {
    /** Returns the outcome for a file whose reading failed. */
    static UnreadableFile of(String name, IOException reason) {
      return switch (reason) {
        case NoSuchFileException _ -> new UnreadableFile(name, "not-found", "No such file");
        case AccessDeniedException _ ->
            new UnreadableFile(name, "access-denied", "Permission denied");
        default -> new UnreadableFile(name, "unreadable", String.valueOf(reason.getMessage()));
      };
    }

    void print(PrintWriter errors) {
      errors.println(sentence());
      errors.flush();
    }

    /** Returns {@code NAME: CODE: MESSAGE}, safe to print on a terminal. */
    String sentence() {
      return LogText.of("%s: %s: %s".formatted(name, code, message));
    }
  }
}
