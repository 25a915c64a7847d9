package io.github.snaplabel.cli;

import io.github.snaplabel.SettingsException;
import io.github.snaplabel.cli.folder.watch.UnusableFolderException;
import io.github.snaplabel.tagging.UntrainedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reports the exception that ended a command: one line if the user's input or environment caused
 * it, else a stack trace for a bug report. All lines about the command itself begin with its name,
 * which sets them apart from the function's log and from lines about single pictures.
 */
final class FailureReporter implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter errors = command.getErr();
    switch (failure) {
      case UncheckedIOException e ->
          print(errors, message(Objects.requireNonNullElse(e.getCause(), e)));
      case IOException _,
          SettingsException _,
          MissingModelException _,
          UntrainedModelException _,
          UnusableFolderException _,
          SdkException _ ->
          print(errors, message(failure));
      default -> {
        print(errors, "unexpected error; please report it with this stack trace:");
        failure.printStackTrace(errors);
        errors.flush();
      }
    }
    return failure instanceof UnusableFolderException
        ? command.getCommandSpec().exitCodeOnInvalidInput()
        : command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** Prints a line about a failure of the command. */
  static void print(PrintWriter errors, String sentence) {
    errors.println("snaplabel: " + sentence);
    errors.flush();
  }

  /** Returns an exception's message; the message alone of some I/O exceptions is only a path. */
  static String message(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e -> "no such file: " + e.getFile();
      case AccessDeniedException e -> "permission denied: " + e.getFile();
      case FileSystemException e when e.getReason() == null -> e.toString();
      default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    };
  }
}
