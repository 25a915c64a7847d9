package io.github.snaplabel.compiler.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells whoever builds without a model why there is none, and what can be done. */
public final class ModelAdvice {
  /** What a build without a model begins to say. */
  public static final String NO_MODEL =
      "No model: none of the sources of the default model is available.";

  private ModelAdvice() {}

  /**
   * Returns several lines: each source with its reason, then what to do.
   *
   * @param reasons what is wrong with each source
   * @param sources of the default model
   */
  public static String of(List<String> reasons, List<PublishedModel> sources) {
    List<String> lines = new ArrayList<>();
    lines.add(NO_MODEL);
    reasons.forEach(reason -> lines.add("  - " + reason));
    lines.add("What can be done:");
    lines.add("  - build again where one of them can be reached; through a proxy with");
    lines.add(
        "    -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT, or https_proxy=http://HOST:PORT set;");
    lines.add("  - or put one of these files into place, which is checked:");
    Map<String, URI> files = new LinkedHashMap<>();
    sources.forEach(source -> files.putIfAbsent(source.fileName(), source.url()));
    files.forEach((name, url) -> lines.add("    model/%s from %s;".formatted(name, url)));
    lines.add("  - or name a model of your own with -Dmodel.file=PATH (see model/README.md);");
    lines.add("  - or try everything but the labels without any: -Dmodel.untrained=true");
    return String.join(System.lineSeparator(), lines);
  }
}
