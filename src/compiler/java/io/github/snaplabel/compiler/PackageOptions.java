package io.github.snaplabel.compiler;

import static java.util.Locale.ROOT;

import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.packaging.FunctionPlatform;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Build options that select what goes into the package. */
final class PackageOptions {
  @Option(names = "--precision", description = "Precision that the function uses: int8 or fp32.")
  private String precision = "int8";

  @Option(
      names = "--architecture",
      description = "Architecture that the function runs on: x86_64 or arm64.")
  private String architecture = "x86_64";

  /**
   * Returns the precision that the function uses.
   *
   * @throws InvalidModelException if the value is not allowed
   */
  Precision precision() throws InvalidModelException {
    return Precision.valueOf(oneOf("model.precision", precision, "int8", "fp32").toUpperCase(ROOT));
  }

  /**
   * Returns the Maven properties that select the files of the package, for the caller to add to.
   *
   * @throws InvalidModelException if a value is not allowed
   */
  Map<String, String> properties() throws InvalidModelException {
    String platform = oneOf("lambda.arch", architecture, "x86_64", "arm64").toUpperCase(ROOT);
    Map<String, String> properties = new TreeMap<>(FunctionPlatform.valueOf(platform).properties());
    properties.put("package.precision", precision().name().toLowerCase(ROOT));
    return properties;
  }

  /**
   * Returns the value of a Maven property.
   *
   * @throws InvalidModelException if the value is not one of those allowed
   */
  static String oneOf(String property, String value, String... allowed)
      throws InvalidModelException {
    if (!List.of(allowed).contains(value)) {
      throw new InvalidModelException(
          "%s: expected %s, found \"%s\"".formatted(property, String.join(" or ", allowed), value));
    }
    return value;
  }
}
