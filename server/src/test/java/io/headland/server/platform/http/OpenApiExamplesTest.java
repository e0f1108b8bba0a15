package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every example in `openapi.yaml` is one.
class OpenApiExamplesTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
  private static final ContractSchemas SCHEMAS = new ContractSchemas(DOCUMENT);

  static List<Arguments> examples() {
    List<Arguments> examples = new ArrayList<>();
    collect("", DOCUMENT.root(), examples);
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void meetsItsSchema(JsonNode schema, JsonNode example) {
    assertThat(SCHEMAS.differences(schema, example)).isEmpty();
  }

  private static void collect(String place, JsonNode node, List<Arguments> examples) {
    if (node.has("schema") && node.has("example")) {
      examples.add(argumentSet(place, node.get("schema"), node.get("example")));
    }
    if (node.has("schema") && node.has("examples")) {
      node.get("examples")
          .forEachEntry(
              (name, example) ->
                  examples.add(
                      argumentSet(
                          place + '/' + name,
                          node.get("schema"),
                          DOCUMENT.resolve(example).path("value"))));
    }
    node.forEachEntry((name, child) -> collect(place + '/' + name, child, examples));
    if (node.isArray()) {
      node.forEach(child -> collect(place + "/-", child, examples));
    }
  }
}
