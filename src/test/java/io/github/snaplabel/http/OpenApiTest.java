package io.github.snaplabel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.snaplabel.event.Events;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the document is valid OpenAPI 3.1 and that responses match its schemas. */
class OpenApiTest {

  private final TestApi api = new TestApi();
  private final JsonNode description = TestApi.json(api.send("GET", "/openapi.json"));

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }

  /** Validates a value against a schema of the document. */
  private List<Error> errors(String pointer, JsonNode value) {
    // Schemas refer to each other by pointers from the document's root.
    var whole = description.deepCopy();
    ((ObjectNode) whole).put("$ref", "#" + pointer);
    return registry().getSchema(SchemaLocation.of("urn:openapi"), whole).validate(value);
  }

  @Test
  void itIsValid() {
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(description.toString(), List.of(), new ParseOptions());

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getSpecVersion()).isEqualTo(SpecVersion.V31);
  }

  @Test
  void itDescribesEveryPathAndMethod() {
    assertThat(description.path("paths").properties())
        .map(path -> Map.entry(path.getKey(), methods(path.getValue())))
        .containsExactlyInAnyOrderElementsOf(
            routes()
                .map(path -> Map.entry(path.getKey(), methods(path.getKey(), path.getValue())))
                .toList());
  }

  @Test
  void itSaysWhatIsOpenWithoutAToken() {
    assertThat(routes())
        .allSatisfy(path -> {
          JsonNode operation =
              description
                  .path("paths")
                  .path(path.getKey())
                  .path(path.getValue().method().toLowerCase(Locale.ROOT));
          assertThat(operation.has("security")).as(path.getKey()).isEqualTo(path.getValue().open());
          assertThat(operation.path("security")).isEmpty();
        });
  }

  private static Stream<Map.Entry<String, Route>> routes() {
    Route.Endpoint unused = _ -> new HttpResponse(200, Map.of(), "");
    return Route.all(Access.PUBLIC, unused, unused, ModelInfos.trained(), new Json())
        .entrySet()
        .stream();
  }

  /** The package rekognition answers POST of the root. */
  private static List<String> methods(String path, Route route) {
    return path.equals("/") ? List.of(route.method(), "POST") : List.of(route.method());
  }

  private static List<String> methods(JsonNode path) {
    return path.propertyStream().map(method -> method.getKey().toUpperCase(Locale.ROOT)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http-api-image",
        "http-api-json",
        "http-api-multipart",
        "http-rest-image",
        "http-function-url-image"
      })
  void predictionsMatchTheirSchema(String event) throws Exception {
    HttpResponse response = api.handle(Events.http(event));

    assertThat(response.status()).isEqualTo(200);
    assertThat(
            errors(
                "/paths/~1classify/post/responses/200/content/application~1json/schema",
                TestApi.json(response)))
        .isEmpty();
  }

  @Test
  void predictionsInChineseMatchTheirSchema() {
    HttpResponse response =
        api.handle(TestApi.request("POST", "/classify?lang=zh", FakeLabeler.image("alp")));

    assertThat(response.body()).contains("\"zh\"");
    assertThat(
            errors(
                "/paths/~1classify/post/responses/200/content/application~1json/schema",
                TestApi.json(response)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/model, /paths/~1model/get/responses/200/content/application~1json/schema",
    "/labels, /paths/~1labels/get/responses/200/content/application~1json/schema",
    "/labels?lang=zh, /components/schemas/LabelList",
    "/health, /paths/~1health/get/responses/200/content/application~1json/schema",
    "/nothing, /components/schemas/Problem"
  })
  void otherResponsesMatchTheirSchema(String path, String pointer) {
    assertThat(errors(pointer, TestApi.json(api.send("GET", path)))).isEmpty();
  }

  @Test
  void everyCodeIsDescribed() {
    assertThat(
            StreamSupport.stream(
                    description.at("/components/schemas/Code/enum").spliterator(), false)
                .map(JsonNode::asText))
        .containsExactly(
            Arrays.stream(ProblemType.values()).map(ProblemType::code).toArray(String[]::new));
  }

  @Test
  void examplesMatchTheirSchema() {
    JsonNode classified =
        description.at("/paths/~1classify/post/responses/200/content/application~1json");
    assertThat(classified.path("examples").properties())
        .hasSize(2)
        .allSatisfy(example ->
            assertThat(
                    errors(
                        "/paths/~1classify/post/responses/200/content/application~1json/schema",
                        example.getValue().path("value")))
                .isEmpty());
    assertThat(
            errors(
                "/components/schemas/ModelInfo",
                description.at(
                    "/paths/~1model/get/responses/200/content/application~1json/example")))
        .isEmpty();
    assertThat(
            errors(
                "/components/schemas/LabelList",
                description.at(
                    "/paths/~1labels/get/responses/200/content/application~1json/example")))
        .isEmpty();
    assertThat(
            errors(
                "/components/schemas/Problem",
                description.at(
                    "/components/responses/Problem/content/application~1problem+json/example")))
        .isEmpty();
  }
}
