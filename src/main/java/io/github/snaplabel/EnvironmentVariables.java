package io.github.snaplabel;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Environment variables by name, each checked; an empty one counts as not given, as templates
 * cannot leave one out.
 *
 * @param environment names and values, those of others among them
 */
record EnvironmentVariables(Map<String, String> environment) {
  /**
   * A value of any kind.
   *
   * @param otherwise what holds if it is not given
   * @param allowed says to a person what may be given
   * @param parse throws an {@link IllegalArgumentException} for what may not
   * @throws SettingsException if it may not be given
   */
  <T> T read(String name, T otherwise, String allowed, Function<String, T> parse) {
    String value = environment.getOrDefault(name, "");
    try {
      return value.isEmpty() ? otherwise : parse.apply(value);
    } catch (IllegalArgumentException _) {
      throw new SettingsException(name, value, allowed);
    }
  }

  /**
   * A text; empty if it is not given.
   *
   * @throws SettingsException if it is not good
   */
  String text(String name, String allowed, Predicate<String> good) {
    return read(
        name,
        "",
        allowed,
        value -> Optional.of(value).filter(good).orElseThrow(IllegalArgumentException::new));
  }

  /**
   * A text like any other, but never shown: somebody may have given the secret itself.
   *
   * @throws SettingsException if it is not good
   */
  String secret(String name, String allowed, Predicate<String> good) {
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty() && !good.test(value)) {
      throw new SettingsException("%s must be %s".formatted(name, allowed));
    }
    return value;
  }

  /**
   * A whole number.
   *
   * @throws SettingsException if it is none, or out of bounds
   */
  long number(String name, long least, long most, long otherwise) {
    return read(
        name,
        otherwise,
        "a whole number from %d to %d".formatted(least, most),
        value ->
            Optional.of(Long.parseLong(value))
                .filter(number -> number >= least && number <= most)
                .orElseThrow(IllegalArgumentException::new));
  }
}
