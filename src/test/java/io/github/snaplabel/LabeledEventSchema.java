package io.github.snaplabel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The schema of announced events, for tests of the answers in them. */
public final class LabeledEventSchema {
  private LabeledEventSchema() {}

  /** Returns how an event with an answer of the function differs from the schema. */
  public static List<Error> errors(JsonNode answer) throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("docs/labeled-event.schema.json").toFile());
    ObjectNode event = schema.at("/examples/0").deepCopy();
    ((ObjectNode) event.path("detail")).set("responsePayload", answer);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of("urn:labeled-event"), schema)
        .validate(event);
  }
}
