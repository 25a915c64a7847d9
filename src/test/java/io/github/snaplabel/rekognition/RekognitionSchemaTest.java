package io.github.snaplabel.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that requests and responses match the API's description. */
class RekognitionSchemaTest {
  private static final String DOG =
      "{\"Image\": {\"Bytes\": \"%s\"}}"
          .formatted(
              Base64.getEncoder().encodeToString("beagle=0.6".getBytes(StandardCharsets.UTF_8)));

  private final ObjectMapper json = new ObjectMapper();
  private final RekognitionFixture api = new RekognitionFixture();
  private JsonNode description;

  @BeforeEach
  void read() throws Exception {
    description =
        json.readTree(Path.of("src/main/resources/io/github/snaplabel/http/openapi.json").toFile());
  }

  private List<Error> errors(String schema, String value) throws Exception {
    ObjectNode whole = description.deepCopy();
    whole.put("$ref", "#/components/schemas/" + schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of("urn:openapi"), whole)
        .validate(json.readTree(value));
  }

  @Test
  void labelsMatchTheirSchema() throws Exception {
    assertThat(errors("DetectLabelsRequest", DOG)).isEmpty();
    assertThat(errors("DetectLabelsResponse", api.send(DOG).body())).isEmpty();
  }

  @Test
  void exceptionsMatchTheirSchema() throws Exception {
    assertThat(errors("DetectLabelsRequest", "{\"Image\": {}}")).isNotEmpty();
    assertThat(errors("RekognitionFault", api.send("{\"Image\": {}}").body())).isEmpty();
  }

  @Test
  void everyExceptionIsDescribed() {
    assertThat(
            description
                .at("/components/schemas/RekognitionFault/properties/__type/enum")
                .valueStream()
                .map(JsonNode::asText))
        .containsExactlyElementsOf(
            Arrays.stream(RekognitionFault.values()).map(RekognitionFault::type).toList());
  }
}
