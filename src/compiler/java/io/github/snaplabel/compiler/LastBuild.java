package io.github.snaplabel.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that the last successful build was called with, so that a later one without options
 * packages what was tried. Options that are given win; naming another model forgets what was said
 * of the last one.
 */
final class LastBuild implements IDefaultValueProvider {
  /** The file that keeps them, in {@code model/}. */
  static final String FILE = "last-build.properties";

  private static final Set<String> THE_MODEL = Set.of("--file", "--url", "--sha256", "--untrained");

  /** What is said of one model, and seldom holds for another. */
  private static final Set<String> OF_THE_MODEL =
      Set.of(
          "--input-size",
          "--labels",
          "--resize",
          "--mean",
          "--std",
          "--name",
          "--activation",
          "--calibration");

  private static final Set<String> OF_ALL = Set.of("--precision", "--architecture");

  private static final Pattern WORD = Pattern.compile("-([a-z])");

  private final Map<String, String> kept;
  private final Set<String> given;
  private final boolean another;
  private final @Nullable String fault;

  private LastBuild(Map<String, String> kept, List<String> arguments, @Nullable String fault) {
    this.kept = kept;
    this.given = names(arguments);
    this.another =
        given.contains("--file")
            || given.contains("--url")
            || arguments.contains("--untrained=true");
    this.fault = fault;
  }

  /**
   * Reads the options of the last build.
   *
   * @param file may be missing
   * @param arguments of this build, each as {@code --name=value}
   */
  static LastBuild read(Path file, List<String> arguments) {
    try {
      return new LastBuild(PropertyFile.read(file), arguments, null);
    } catch (IOException e) {
      return new LastBuild(Map.of(), arguments, String.valueOf(e.getMessage()));
    }
  }

  /** Remembers nothing. */
  static LastBuild forgotten(List<String> arguments) {
    return new LastBuild(Map.of(), arguments, null);
  }

  private static Set<String> names(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.replaceFirst("=.*", ""))
        .collect(Collectors.toSet());
  }

  /** Returns why the file cannot be read; null if it can. */
  @Nullable String fault() {
    return fault;
  }

  /** Returns the value of an option that was not given; null if it is not remembered. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !isKept(option)) {
      return null;
    }
    return another && !OF_ALL.contains(option.longestName()) ? null : kept.get(property(option));
  }

  /** Returns the remembered options that a build uses, as it is called with them; may be empty. */
  String used(List<OptionSpec> options) {
    return options.stream()
        .filter(option -> !given.contains(option.longestName()) && defaultValue(option) != null)
        .map(option -> "-D%s=%s".formatted(property(option), defaultValue(option)))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /**
   * Keeps the options of a build that has succeeded: those given, and those remembered and used.
   */
  void keep(List<OptionSpec> options, Path file) throws IOException {
    Map<String, String> now = new TreeMap<>();
    for (OptionSpec option : options) {
      boolean chosen = given.contains(option.longestName()) || defaultValue(option) != null;
      String value = option.getValue().toString();
      // "false" is what an option is without being given.
      if (isKept(option) && chosen && !value.equals("false")) {
        now.put(property(option), value);
      }
    }
    if (now.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      PropertyFile.write(file, now);
    }
  }

  private static boolean isKept(OptionSpec option) {
    String name = option.longestName();
    return THE_MODEL.contains(name) || OF_THE_MODEL.contains(name) || OF_ALL.contains(name);
  }

  /**
   * Returns the property that Maven fills an option with: {@code --input-size} is model.inputSize.
   */
  private static String property(OptionSpec option) {
    String name = option.longestName().substring("--".length());
    return name.equals("architecture")
        ? "lambda.arch"
        : "model." + WORD.matcher(name).replaceAll(LastBuild::capital);
  }

  private static String capital(MatchResult word) {
    return word.group(1).toUpperCase(Locale.ROOT);
  }
}
