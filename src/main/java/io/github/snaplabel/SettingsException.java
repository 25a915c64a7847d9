package io.github.snaplabel;

/** A setting that cannot be used; the message names it and what is allowed. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String name, String value, String allowed) {
    super("%s is '%s'; it must be %s".formatted(name, value, allowed));
  }

  SettingsException(String message) {
    super(message);
  }
}
