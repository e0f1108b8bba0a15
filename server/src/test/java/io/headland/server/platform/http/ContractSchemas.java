package io.headland.server.platform.http;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Validates values against schemas of the contract: JSON Schema 2020-12, formats asserted.
final class ContractSchemas {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /// The contract says it in words: generated clients fail on a pattern next to a date-time.
  private static final String MICROSECONDS =
      "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z$";

  private final JsonNode components;
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  ContractSchemas(OpenApiDocument document) {
    this.components = document.root().path("components").deepCopy();
    if (components.at("/schemas/Timestamp") instanceof ObjectNode timestamp) {
      timestamp.put("pattern", MICROSECONDS);
    }
  }

  /// Every way in which the value departs from the schema; empty when it does not.
  List<String> differences(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /// The schema with the components beside it, where its references look for them.
  private Schema compile(JsonNode schema) {
    ObjectNode combined = JsonNodeFactory.instance.objectNode();
    combined.set("components", components);
    combined.putArray("allOf").add(schema);
    return REGISTRY.getSchema(combined);
  }
}
