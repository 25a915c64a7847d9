package io.github.snaplabel.local;

import io.github.snaplabel.event.Printable;
import io.github.snaplabel.vision.LabeledImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What became of one file. */
sealed interface Outcome {
  /** It was read. */
  record Labeled(Path path, LabeledImage image) implements Outcome {}

  /** It lay in a folder and is no picture. */
  record NoPicture(Path path) implements Outcome {}

  /** It should be a picture and could not be read, for the reason that the code names. */
  record Failed(Path path, String code, String message) implements Outcome {
    static Failed unreadable(Path path, IOException reason) {
      return switch (reason) {
        case NoSuchFileException _ -> new Failed(path, "not-found", "There is no such file");
        case AccessDeniedException _ -> new Failed(path, "access-denied", "It may not be read");
        default -> new Failed(path, "unreadable", String.valueOf(reason.getMessage()));
      };
    }

    void print(PrintWriter errors) {
      errors.println(sentence());
      errors.flush();
    }

    String sentence() {
      return Printable.of("%s: %s: %s".formatted(path, code, message));
    }
  }
}
