package io.github.snaplabel.cli.folder.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.LocalName;
import io.github.snaplabel.tagging.LabelTags;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the page more about the labels in tags: their other names, which its filter searches, and
 * their Chinese names.
 */
final class LabelNames {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LabelNames() {}

  /**
   * A class or a node.
   *
   * @param name as tags contain it
   * @param path as tags contain it, from the category down
   * @param zh its names in Chinese; null if there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record LabelWithNames(
      String name, List<String> path, List<String> aliases, @Nullable LocalName zh) {}

  /** Returns all classes and nodes as a list in JSON. */
  static byte[] json(Hierarchy hierarchy) {
    List<LabelWithNames> entries =
        IntStream.range(0, hierarchy.size()).mapToObj(at -> entry(hierarchy, at)).toList();
    try {
      return JSON.writeValueAsBytes(entries);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LabelWithNames entry(Hierarchy hierarchy, int position) {
    Hierarchy.Term term = hierarchy.get(position);
    Integer index = position < hierarchy.nodes() ? null : position - hierarchy.nodes();
    return new LabelWithNames(
        LabelTags.legal(term.name(), index),
        LabelTags.legalPath(hierarchy.path(position), index),
        term.aliases(),
        hierarchy.localName(position, Language.CHINESE));
  }
}
