package io.github.snaplabel.compiler.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains why there is no model, and how to get one. */
public final class ModelAdvice {
  /** First line of the message of a build without a model. */
  public static final String NO_MODEL =
      "No model: none of the sources of the default model is available.";

  private ModelAdvice() {}

  /**
   * Returns the message: a line for each source, then the possible remedies.
   *
   * @param reasons why each source is unavailable
   * @param sources sources of the default model
   */
  public static String of(List<String> reasons, List<PublishedModel> sources) {
    List<String> lines = new ArrayList<>();
    lines.add(NO_MODEL);
    reasons.forEach(reason -> lines.add("  - " + reason));
    lines.add("What can be done:");
    lines.add("  - build again where one of them can be reached; through a proxy with");
    lines.add(
        "    -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT, or https_proxy=http://HOST:PORT set;");
    lines.add("  - or copy one of these files to its place, where it is verified:");
    Map<String, String> files = new LinkedHashMap<>();
    sources.forEach(
        source -> files.putIfAbsent(source.fileName(), RedactedUrl.of(source.url().toString())));
    files.forEach((name, url) -> lines.add("    model/%s from %s;".formatted(name, url)));
    lines.add("  - or use your own model with -Dmodel.file=PATH (see model/README.md);");
    lines.add("  - or build without a model, with random labels: -Dmodel.untrained=true");
    return String.join(System.lineSeparator(), lines);
  }
}
