package io.github.snaplabel.cli;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.cli.FileOutcome.LabeledFile;
import io.github.snaplabel.cli.FileOutcome.NotAnImageFile;
import io.github.snaplabel.cli.FileOutcome.UnreadableFile;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.NotAnImageException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.util.stream.IntStream;

/**
 * Labels files with their outcomes. Thread-safe.
 *
 * @param options which labels to report
 */
record FileLabeler(ImageLabeler labeler, LabelOptions options) {
  /** Returns the length of the model's longest label. */
  int longestLabel() {
    Hierarchy hierarchy = labeler.hierarchy();
    return IntStream.range(hierarchy.nodes(), hierarchy.size())
        .map(position -> hierarchy.get(position).name().length())
        .max()
        .orElse(0);
  }

  FileOutcome label(ImageFiles.Found input) {
    String name = input.name();
    try {
      return switch (input) {
        case ImageFiles.Inaccessible(UnreadableFile outcome) -> outcome;
        case ImageFiles.StandardInput _ -> label(input, new PushbackInputStream(System.in));
        case ImageFiles.FoundFile file -> {
          try (PushbackInputStream in =
              new PushbackInputStream(Files.newInputStream(file.path()))) {
            yield label(input, in);
          }
        }
      };
    } catch (NotAnImageException e) {
      return input.expectedToBeImage()
          ? new UnreadableFile(name, e.code(), e.getMessage())
          : new NotAnImageFile(name);
    } catch (ImageException e) {
      return new UnreadableFile(name, e.code(), e.getMessage());
    } catch (IOException e) {
      return UnreadableFile.of(name, e);
    }
  }

  private FileOutcome label(ImageFiles.Found input, PushbackInputStream in)
      throws ImageException, IOException {
    int first = in.read();
    if (first < 0 && input.expectedToBeImage()) {
      // By its content it could be anything, but by its name it is an image without content.
      return new UnreadableFile(input.name(), "corrupt-image", "The file is empty");
    }
    if (first >= 0) {
      in.unread(first);
    }
    return new LabeledFile(input.name(), labeler.label(in, options));
  }
}
