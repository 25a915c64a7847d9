package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.event.HttpRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /labels}: the model's classes and the tree over them. The document is made for the
 * first request, because a cold start should not wait for it. Thread-safe.
 */
final class LabelsEndpoint implements Route.Endpoint {
  private final Hierarchy hierarchy;
  private final Json json;
  private volatile @Nullable Document document;

  LabelsEndpoint(Hierarchy hierarchy, Json json) {
    this.hierarchy = hierarchy;
    this.json = json;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Document made = document;
    if (made == null) {
      // Two first requests at once make equal documents.
      made = Document.ofLongPrivateText(json.write(body()), MediaTypes.JSON);
      document = made;
    }
    return made.handle(request);
  }

  private Body body() {
    return new Body(
        IntStream.range(0, hierarchy.nodes()).mapToObj(this::label).toList(),
        IntStream.range(hierarchy.nodes(), hierarchy.size()).mapToObj(this::label).toList());
  }

  private Label label(int position) {
    Hierarchy.Term term = hierarchy.get(position);
    return new Label(term.name(), term.wnid(), hierarchy.parents(position), term.aliases());
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
      String name, @Nullable String wnid, List<String> parents, List<String> aliases) {}
}
