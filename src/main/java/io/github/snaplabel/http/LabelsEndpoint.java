package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.LocalName;
import io.github.snaplabel.event.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /labels}: the model's classes and the tree over them, in each language. The document
 * of a language is created for its first request, so that no cold start waits for it. Thread-safe.
 */
final class LabelsEndpoint implements Route.Endpoint {
  private final Hierarchy hierarchy;
  private final Json json;
  private final Map<Language, Document> documents = new ConcurrentHashMap<>();

  LabelsEndpoint(Hierarchy hierarchy, Json json) {
    this.hierarchy = hierarchy;
    this.json = json;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws ProblemException {
    List<String> languages = request.query().getOrDefault(LanguageChoice.PARAMETER, List.of());
    Language language =
        LanguageChoice.of(languages.isEmpty() ? null : languages.getLast(), request);
    return documents.computeIfAbsent(language, this::document).handle(request);
  }

  private Document document(Language language) {
    return Document.ofLongPrivateText(
        json.write(
            new Body(
                labels(0, hierarchy.nodes(), language),
                labels(hierarchy.nodes(), hierarchy.size(), language))),
        Map.of("Content-Type", MediaTypes.JSON, "Vary", "Accept-Language"));
  }

  private List<Label> labels(int from, int to, Language language) {
    return IntStream.range(from, to).mapToObj(position -> label(position, language)).toList();
  }

  private Label label(int position, Language language) {
    Hierarchy.Term term = hierarchy.get(position);
    return new Label(
        term.name(),
        term.wnid(),
        hierarchy.parents(position),
        term.aliases(),
        hierarchy.localName(position, language));
  }

  /**
   * The whole document.
   *
   * @param nodes each after its parents
   * @param classes in the order of their indices
   */
  private record Body(List<Label> nodes, List<Label> classes) {}

  /** A node or a class, with the fields of a prediction. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Label(
      String name,
      @Nullable String wnid,
      List<String> parents,
      List<String> aliases,
      @Nullable LocalName zh) {}
}
