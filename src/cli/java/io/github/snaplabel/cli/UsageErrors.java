package io.github.snaplabel.cli;

import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What can be wrong with the values on a command line; picocli adds the usage, and ends with 2. */
final class UsageErrors {
  private UsageErrors() {}

  static ParameterException wrong(CommandSpec command, String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  /**
   * Checks a number.
   *
   * @throws ParameterException if it is less or more than it may be
   */
  static void check(CommandSpec command, String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(
          command, "%s must be from %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  /** Whether a URL names a server that is spoken to over HTTP. */
  static boolean isServer(URI url) {
    return url.getHost() != null && String.valueOf(url.getScheme()).matches("https?");
  }
}
