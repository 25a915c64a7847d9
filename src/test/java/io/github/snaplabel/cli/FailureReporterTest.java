package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.Settings;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import software.amazon.awssdk.core.exception.SdkClientException;

class FailureReporterTest {
  private final StringWriter errors = new StringWriter();

  @Command
  private record FailingCommand(Callable<Integer> body) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return body.call();
    }
  }

  @Test
  void anUnexpectedExceptionIsReportedWithItsClassAndStackTrace() {
    int exitCode =
        run(() -> {
          throw new NullPointerException();
        });

    assertThat(exitCode).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("snaplabel: unexpected error; please report it with this stack trace:\n")
        .contains("\njava.lang.NullPointerException\n\tat " + getClass().getName());
  }

  @Test
  void aCauseIsPartOfTheStackTrace() {
    run(() -> {
      throw new IllegalStateException("broken", new IOException("disk"));
    });

    assertThat(errors.toString())
        .contains(
            "java.lang.IllegalStateException: broken", "Caused by: java.io.IOException: disk");
  }

  @Test
  void anIoExceptionIsReportedInOneLine() {
    int exitCode =
        run(() -> {
          throw new IOException("There is no region");
        });

    assertThat(exitCode).isEqualTo(1);
    assertThat(errors.toString()).isEqualTo("snaplabel: There is no region\n");
  }

  @Test
  void anUncheckedIoExceptionIsReportedByItsCause() {
    run(() -> {
      throw new UncheckedIOException(new IOException("No space left on device"));
    });

    assertThat(errors.toString()).isEqualTo("snaplabel: No space left on device\n");
  }

  @Test
  void anExceptionWithoutAMessageIsReportedByItsClass() {
    run(() -> {
      throw new IOException();
    });

    assertThat(errors.toString()).isEqualTo("snaplabel: java.io.IOException\n");
  }

  @Test
  void fileExceptionsSayMoreThanThePath() {
    assertThat(FailureReporter.message(new NoSuchFileException("a.jpg")))
        .isEqualTo("no such file: a.jpg");
    assertThat(FailureReporter.message(new AccessDeniedException("a.jpg")))
        .isEqualTo("permission denied: a.jpg");
    assertThat(FailureReporter.message(new FileSystemException("a.jpg")))
        .isEqualTo("java.nio.file.FileSystemException: a.jpg");
    assertThat(FailureReporter.message(new FileSystemException("a.jpg", null, "Is a directory")))
        .isEqualTo("a.jpg: Is a directory");
  }

  @Test
  void anInvalidSettingIsReportedInOneLine() {
    run(() -> {
      var _ = Settings.of(Map.of("SNAPLABEL_ACCESS", "everybody"));
      return 0;
    });

    assertThat(errors.toString())
        .startsWith("snaplabel: SNAPLABEL_ACCESS is 'everybody'; it must be ")
        .hasLineCount(1);
  }

  @Test
  void aFolderThatCannotBeServedIsAWrongCommandLine(@TempDir Path folder) {
    int exitCode =
        run(() -> {
          var _ = Folder.open(folder.resolve("absent"));
          return 0;
        });

    assertThat(exitCode).isEqualTo(2);
    assertThat(errors.toString())
        .startsWith("snaplabel: The folder ")
        .endsWith(" does not exist.\n");
  }

  @Test
  void aMissingModelIsReportedInOneLine(@TempDir Path folder) {
    int exitCode =
        run(() -> {
          var _ = new Installation(new NativeLibraries(folder), folder, folder, folder).bundle();
          return 0;
        });

    assertThat(exitCode).isEqualTo(1);
    assertThat(errors.toString()).startsWith("snaplabel: No built model found in ").hasLineCount(1);
  }

  @Test
  void anErrorOfTheAwsClientIsReportedInOneLine() {
    run(() -> {
      throw SdkClientException.create("Profile file is malformed");
    });

    assertThat(errors.toString()).isEqualTo("snaplabel: Profile file is malformed\n");
  }

  private int run(Callable<Integer> body) {
    return new CommandLine(new FailingCommand(body))
        .setErr(new PrintWriter(errors, true))
        .setExecutionExceptionHandler(new FailureReporter())
        .execute();
  }
}
