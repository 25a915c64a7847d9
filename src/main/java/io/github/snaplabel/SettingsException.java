package io.github.snaplabel;

/**
 * An invalid setting; the message names it and says what is allowed.
 *
 * <p>It has no stack trace: the mistake is not in the code.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String name, String value, String allowed) {
    this("%s is '%s'; it must be %s".formatted(name, value, allowed));
  }

  SettingsException(String message) {
    super(message, null, false, false);
  }
}
