package io.github.snaplabel.compiler;

import io.github.snaplabel.compiler.source.RedactedUrl;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of the last successful build, so that a later build without options packages the same
 * model. Options on the command line take precedence; choosing another model discards the options
 * that describe the last one.
 */
final class LastBuild implements IDefaultValueProvider {
  /** Name of the file with the options, in {@code model/}. */
  static final String FILE = "last-build.properties";

  /** Options that describe one model, and rarely apply to another. */
  private static final Set<String> MODEL_OPTIONS =
      names(List.of(new ModelOptions(), new TraitOptions()));

  private static final Set<String> PACKAGE_OPTIONS = names(List.of(new PackageOptions()));

  private static final String URL = "--url";

  private static final Pattern WORD = Pattern.compile("-([a-z])");

  private final Map<String, String> kept;
  private final Set<String> given;
  private final boolean otherModel;
  private final @Nullable String fault;

  private LastBuild(Map<String, String> kept, List<String> arguments, @Nullable String fault) {
    this.kept = kept;
    this.given = given(arguments);
    this.otherModel =
        given.contains("--file") || given.contains(URL) || arguments.contains("--untrained=true");
    this.fault = fault;
  }

  /**
   * Reads the options of the last successful build.
   *
   * @param file property file; may be missing
   * @param arguments arguments of this build, each {@code --name=value}
   */
  static LastBuild read(Path file, List<String> arguments) {
    try {
      return new LastBuild(PropertyFile.read(file), arguments, null);
    } catch (IOException e) {
      return new LastBuild(Map.of(), arguments, String.valueOf(e.getMessage()));
    }
  }

  /** Discards the options of the last build. */
  static LastBuild forgotten(List<String> arguments) {
    return new LastBuild(Map.of(), arguments, null);
  }

  private static Set<String> names(List<Object> options) {
    return options.stream()
        .flatMap(group -> CommandSpec.forAnnotatedObject(group).options().stream())
        .map(OptionSpec::longestName)
        .collect(Collectors.toSet());
  }

  private static Set<String> given(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.replaceFirst("=.*", ""))
        .collect(Collectors.toSet());
  }

  /** Returns why the file could not be read; null if it was. */
  @Nullable String fault() {
    return fault;
  }

  /** Returns the last build's value of an option; null if there is none. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !isKept(option)) {
      return null;
    }
    return otherModel && !PACKAGE_OPTIONS.contains(option.longestName())
        ? null
        : kept.get(property(option));
  }

  /**
   * Returns the options that this build takes from the last one, as Maven arguments without the
   * credentials of a URL; may be empty.
   */
  String used(List<OptionSpec> options) {
    return options.stream()
        .filter(option -> !given.contains(option.longestName()) && defaultValue(option) != null)
        .map(option -> "-D%s=%s".formatted(property(option), printed(option)))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private @Nullable String printed(OptionSpec option) {
    String value = defaultValue(option);
    return value != null && option.longestName().equals(URL) ? RedactedUrl.of(value) : value;
  }

  /** Stores the options of a successful build: those given, and those taken from the last build. */
  void keep(List<OptionSpec> options, Path file) throws IOException {
    Map<String, String> now = new TreeMap<>();
    for (OptionSpec option : options) {
      boolean chosen = given.contains(option.longestName()) || defaultValue(option) != null;
      String value = option.getValue().toString();
      // "false" is the default.
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
    return MODEL_OPTIONS.contains(name) || PACKAGE_OPTIONS.contains(name);
  }

  /** Returns the Maven property of an option: {@code model.inputSize} for {@code --input-size}. */
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
