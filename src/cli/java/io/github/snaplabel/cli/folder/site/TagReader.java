package io.github.snaplabel.cli.folder.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the tags of this program, whatever the prefix of their keys. */
public record TagReader(Map<String, String> tags) {
  private static final Pattern ENTRY = Pattern.compile("(.+)=([01]\\.\\d+)");

  /** Returns the labels, best first; empty if the tags hold none. */
  public List<TaggedLabel> labels() {
    List<TaggedLabel> labels = new ArrayList<>();
    String line = value(":labels");
    if (line != null) {
      for (String entry : line.split(" / ", -1)) {
        Matcher matcher = ENTRY.matcher(entry);
        if (matcher.matches()) {
          labels.add(new TaggedLabel(matcher.group(1), Double.parseDouble(matcher.group(2))));
        }
      }
    }
    return List.copyOf(labels);
  }

  /** Returns the error code of an unreadable image; null if there is none. */
  public @Nullable String error() {
    return value(":error");
  }

  private @Nullable String value(String suffix) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey().endsWith(suffix))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
