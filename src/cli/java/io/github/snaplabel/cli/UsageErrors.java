package io.github.snaplabel.cli;

import io.github.snaplabel.cli.bucket.S3Endpoint;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Checks command-line values. {@link UsageErrorReporter} reports the exception, and the command
 * exits with 2.
 */
final class UsageErrors {
  private UsageErrors() {}

  /** Returns the exception to throw for an invalid command line. */
  static ParameterException usageException(CommandSpec command, String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  /**
   * Requires a number to be within a range, bounds included.
   *
   * @throws ParameterException if it is not
   */
  static void requireInRange(CommandSpec command, String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw usageException(
          command, "%s must be from %d to %d, not %d".formatted(option, min, max, value));
    }
  }

  /**
   * Requires a number not to be below a minimum.
   *
   * @throws ParameterException if it is
   */
  static void requireAtLeast(CommandSpec command, String option, int value, int min) {
    if (value < min) {
      throw usageException(command, "%s must be at least %d, not %d".formatted(option, min, value));
    }
  }

  /**
   * Requires a number to be from 0 to 1.
   *
   * @throws ParameterException if it is not, or not a number
   */
  static void requireProbability(CommandSpec command, String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw usageException(command, "%s must be from 0 to 1, not %s".formatted(option, value));
    }
  }

  /**
   * Parses the URL of an S3-compatible server.
   *
   * @throws ParameterException if it does not name an HTTP or HTTPS server
   */
  static URI s3Endpoint(CommandSpec command, String url) {
    try {
      return S3Endpoint.parse("--s3-endpoint", url);
    } catch (IllegalArgumentException e) {
      throw usageException(command, String.valueOf(e.getMessage()));
    }
  }
}
