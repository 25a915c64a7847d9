package io.github.snaplabel.cli.folder.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what our tags say, whatever their keys begin with. */
public record TagReader(Map<String, String> tags) {
  private static final Pattern ENTRY = Pattern.compile("(.+)=([01]\\.\\d+)");

  /** The labels, best first; none if there are no tags of ours. */
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

  /** The code of what is wrong with the picture, if anything is. */
  public @Nullable String error() {
    return value(":error");
  }

  private @Nullable String value(String end) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey().endsWith(end))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
