package io.github.snaplabel.cli.folder.site;

import io.github.snaplabel.cli.folder.s3.StoredTags;
import io.github.snaplabel.tagging.OwnTag;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the tags that the function has written; an object may have others. */
record TagReader(StoredTags stored) {
  private static final Pattern ENTRY = Pattern.compile("(.+)=([01]\\.\\d+)");

  /** Returns the labels, best first; empty if the tags hold none. */
  List<TaggedLabel> labels() {
    List<TaggedLabel> labels = new ArrayList<>();
    String line = stored.value(OwnTag.LABELS);
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
  @Nullable String error() {
    return stored.value(OwnTag.ERROR);
  }
}
