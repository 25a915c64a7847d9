package io.github.snaplabel.cli;

import io.github.snaplabel.SettingsException;
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
 * it, else a stack trace for a bug report.
 */
final class FailureReporter implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter errors = command.getErr();
    switch (failure) {
      case IOException e -> printLine(errors, message(e));
      case UncheckedIOException e ->
          printLine(errors, message(Objects.requireNonNullElse(e.getCause(), e)));
      case SettingsException e -> printLine(errors, message(e));
      case MissingModelException e -> printLine(errors, message(e));
      case UntrainedModelException e -> printLine(errors, message(e));
      case SdkException e -> printLine(errors, message(e));
      default -> {
        printLine(errors, "unexpected error; please report it with this stack trace:");
        failure.printStackTrace(errors);
      }
    }
    errors.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void printLine(PrintWriter errors, String message) {
    errors.println("snaplabel: " + message);
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
