package io.github.snaplabel.compiler.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders an OpenAPI document as HTML for people. */
final class ApiReference {
  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonNode document;
  private final StringBuilder html = new StringBuilder();

  private ApiReference(JsonNode document) {
    this.document = document;
  }

  /** Returns a section for each operation, and one for the errors. */
  static String render(String openApi) throws JsonProcessingException {
    ApiReference reference = new ApiReference(new ObjectMapper().readTree(openApi));
    for (Map.Entry<String, JsonNode> path : reference.document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        reference.operation(operation.getKey(), path.getKey(), operation.getValue());
      }
    }
    reference.errors();
    return reference.html.toString();
  }

  private void operation(String method, String path, JsonNode operation)
      throws JsonProcessingException {
    html.append("<section class=\"panel\"><h2 class=\"panel-title\"><code>")
        .append(method.toUpperCase(Locale.ROOT))
        .append(' ')
        .append(escaped(path))
        .append("</code></h2>");
    paragraph(operation.path("summary").asText());
    note(operation.path("description").asText());
    fields("parameters", parameters(operation.path("parameters")));
    requestBody(operation.path("requestBody"));
    responses(operation.path("responses"));
    html.append("</section>\n");
  }

  private List<Field> parameters(JsonNode parameters) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode each : parameters) {
      JsonNode parameter = resolved(each);
      String in = parameter.path("in").asText();
      String name = parameter.path("name").asText();
      fields.add(
          new Field(
              in.equals("query") ? name : name + " (" + in + ")",
              type(parameter.path("schema")),
              parameter.path("description").asText()));
    }
    return fields;
  }

  private void requestBody(JsonNode body) {
    for (Map.Entry<String, JsonNode> content : body.path("content").properties()) {
      JsonNode schema = resolved(content.getValue().path("schema"));
      title("body", ": <code>" + escaped(content.getKey()) + "</code>");
      note(schema.path("description").asText());
      table(properties(schema));
    }
  }

  private List<Field> properties(JsonNode schema) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      fields.add(
          new Field(
              property.getKey(),
              type(property.getValue()),
              resolved(property.getValue()).path("description").asText()));
    }
    return fields;
  }

  private void responses(JsonNode responses) throws JsonProcessingException {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : responses.properties()) {
      fields.add(
          new Field(
              response.getKey(), "", resolved(response.getValue()).path("description").asText()));
    }
    fields("responses", fields);
    for (JsonNode content : responses.path("200").path("content")) {
      JsonNode example = content.path("example");
      if (example.isMissingNode() && content.has("examples")) {
        example = content.get("examples").iterator().next().path("value");
      }
      if (!example.isMissingNode()) {
        html.append("<details class=\"details\"><summary data-text=\"example\">Example</summary>")
            .append("<pre class=\"command\" tabindex=\"0\">")
            .append(escaped(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(example)))
            .append("</pre></details>");
      }
    }
  }

  private void errors() {
    JsonNode problem = document.at("/components/schemas/Problem");
    html.append("<section class=\"panel\" id=\"errors\"><h2 class=\"panel-title\"")
        .append(" data-text=\"errors\">Errors</h2>");
    paragraph("application/problem+json, " + problem.path("description").asText());
    table(properties(problem));
    html.append("</section>\n");
  }

  /** A row of a table. */
  private record Field(String name, String type, String description) {}

  private void fields(String title, List<Field> fields) {
    if (!fields.isEmpty()) {
      title(title, "");
      table(fields);
    }
  }

  private void title(String key, String rest) {
    String text = Character.toUpperCase(key.charAt(0)) + key.substring(1);
    html.append("<h3><span data-text=\"%s\">%s</span>%s</h3>".formatted(key, text, rest));
  }

  private void table(List<Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    html.append("<table>");
    for (Field field : fields) {
      html.append("<tr><th scope=\"row\"><code>").append(escaped(field.name())).append("</code>");
      if (!field.type().isEmpty()) {
        html.append(" <span class=\"note\">").append(escaped(field.type())).append("</span>");
      }
      html.append("</th><td lang=\"en\">")
          .append(escaped(field.description()))
          .append("</td></tr>");
    }
    html.append("</table>");
  }

  private void paragraph(String text) {
    html.append("<p lang=\"en\">").append(escaped(text)).append("</p>");
  }

  private void note(String text) {
    if (!text.isEmpty()) {
      html.append("<p class=\"note\" lang=\"en\">").append(escaped(text)).append("</p>");
    }
  }

  /** Returns a schema's type and range, such as {@code integer ≥ 1}. */
  private String type(JsonNode schema) {
    JsonNode resolved = resolved(schema);
    StringBuilder type = new StringBuilder(resolved.path("type").asText());
    if (resolved.has("minimum") && resolved.has("maximum")) {
      type.append(' ').append(resolved.get("minimum")).append("–").append(resolved.get("maximum"));
    } else if (resolved.has("minimum")) {
      type.append(" ≥ ").append(resolved.get("minimum"));
    }
    return type.toString();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
