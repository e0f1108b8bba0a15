package io.headland.server.core.machinefile.adapt;

import static java.util.Objects.requireNonNull;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The schema and the codes of the ADAPT Standard.
public final class AdaptSchema {
  /// By the key of a property, the definition that lists its values.
  private static final Map<String, String> ENUMERATIONS =
      Map.of(
          "operationTypeCode", "OperationType",
          "productTypeCode", "ProductType",
          "productFormCode", "ProductForm",
          "dateContextCode", "DateContext",
          "idTypeCode", "IdType",
          "boundaryCreationMethodCode", "BoundaryCreationMethod");

  private AdaptSchema() {}

  /// Every way in which a document departs from the schema, in which no object may have a property
  /// that the schema does not name, or from the lists of codes.
  public static List<String> differences(JsonNode document) {
    JsonNode root = Json.MAPPER.readTree(resource("root-schema.json"));
    forbidOthers(root);
    root.path("$defs").forEach(AdaptSchema::forbidOthers);
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry ->
                    registry.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
            .getSchema(root);
    List<String> differences = new ArrayList<>();
    schema
        .validate(document)
        .forEach(error -> differences.add(error.getInstanceLocation() + ": " + error.getMessage()));
    addUnknownCodes(document, differences);
    return differences;
  }

  private static void forbidOthers(JsonNode definition) {
    if (definition instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
  }

  private static void addUnknownCodes(JsonNode node, List<String> differences) {
    node.propertyStream()
        .forEach(
            property -> {
              String enumeration = ENUMERATIONS.get(property.getKey());
              String value =
                  property.getValue().isString() ? property.getValue().stringValue() : "";
              if (enumeration != null
                  && !List.of(values(enumeration).split(",", -1)).contains(value)) {
                differences.add("%s has no item %s".formatted(enumeration, value));
              }
              if (property.getKey().equals("definitionCode") && !DEFINITIONS.containsKey(value)) {
                differences.add("There is no definition " + value);
              }
            });
    node.forEach(child -> addUnknownCodes(child, differences));
  }

  private static final Map<String, String> DEFINITIONS = definitions();

  private static Map<String, String> definitions() {
    Map<String, String> definitions = new HashMap<>();
    resource("definitions.tsv")
        .lines()
        .map(line -> line.split("\t", -1))
        .forEach(cells -> definitions.put(cells[0], cells[2]));
    return definitions;
  }

  static Set<String> codes() {
    return Set.copyOf(DEFINITIONS.keySet());
  }

  /// The unit of a definition, or the items of an enumeration.
  static String values(String code) {
    return requireNonNull(DEFINITIONS.get(code), code);
  }

  private static String resource(String name) {
    try (InputStream in = requireNonNull(AdaptSchema.class.getResourceAsStream("/adapt/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
