package io.github.snaplabel;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads and validates environment variables. An empty value counts as unset, because a template
 * cannot omit a variable.
 *
 * @param environment all variables of the process by name
 */
record EnvironmentVariables(Map<String, String> environment) {
  /**
   * Returns the parsed value of a variable.
   *
   * @param defaultValue returned if the variable is unset
   * @param allowed describes the allowed values in an error message
   * @param parse throws an {@link IllegalArgumentException} for a value that is not allowed
   * @throws SettingsException if the value is not allowed
   */
  <T> T read(String name, T defaultValue, String allowed, Function<String, T> parse) {
    String value = environment.getOrDefault(name, "");
    try {
      return value.isEmpty() ? defaultValue : parse.apply(value);
    } catch (IllegalArgumentException _) {
      throw new SettingsException(name, value, allowed);
    }
  }

  /**
   * Returns the value of a variable, or an empty string if it is unset.
   *
   * @throws SettingsException if the value is not allowed
   */
  String text(String name, String allowed, Predicate<String> isAllowed) {
    return read(
        name,
        "",
        allowed,
        value -> Optional.of(value).filter(isAllowed).orElseThrow(IllegalArgumentException::new));
  }

  /**
   * Returns the value of a variable, or an empty string if it is unset. An error message never
   * contains the value, which may be a secret that was set by mistake instead of its hash.
   *
   * @throws SettingsException if the value is not allowed
   */
  String secret(String name, String allowed, Predicate<String> isAllowed) {
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty() && !isAllowed.test(value)) {
      throw new SettingsException("%s must be %s".formatted(name, allowed));
    }
    return value;
  }

  /**
   * Returns the integer value of a variable.
   *
   * @param defaultValue returned if the variable is unset
   * @throws SettingsException if the value is not an integer from {@code min} to {@code max}
   */
  long integer(String name, long min, long max, long defaultValue) {
    return read(
        name,
        defaultValue,
        "a whole number from %d to %d".formatted(min, max),
        value ->
            Optional.of(Long.parseLong(value))
                .filter(number -> number >= min && number <= max)
                .orElseThrow(IllegalArgumentException::new));
  }
}
