package io.headland.server.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The schemas of the OpenAPI document as declarations of TypeScript, for checking the types of the
/// console's scripts. Constraints such as lengths and formats are left out; conditions (`if`,
/// `dependentRequired`) too.
final class TypeScriptTypes {
  private static final String HEAD =
      """
      // Generated from the OpenAPI document by ConsoleTypesTest: run it with HEADLAND_WRITE_TYPES=1 after a change of the
      // document.

      """;

  private TypeScriptTypes() {}

  static String of(OpenApiDocument document) {
    return document
        .root()
        .at("/components/schemas")
        .propertyStream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            schema ->
                "export type " + schema.getKey() + " = " + type(schema.getValue(), "") + ";\n")
        .collect(Collectors.joining("\n", HEAD, ""));
  }

  private static String type(JsonNode schema, String indent) {
    if (schema.has("$ref")) {
      return schema.path("$ref").stringValue().replaceAll(".*/", "");
    }
    if (schema.has("const")) {
      return literal(schema.path("const"));
    }
    if (schema.has("enum")) {
      return schema
          .path("enum")
          .valueStream()
          .map(TypeScriptTypes::literal)
          .collect(Collectors.joining(" | "));
    }
    for (String union : List.of("oneOf", "anyOf")) {
      if (schema.has(union)) {
        return combined(schema.path(union), " | ", indent);
      }
    }
    if (schema.has("allOf")) {
      String all = combined(schema.path("allOf"), " & ", indent);
      return schema.has("properties") ? all + " & " + object(schema, indent) : all;
    }
    JsonNode types = schema.path("type");
    return types.isArray()
        ? types
            .valueStream()
            .map(type -> named(type.stringValue(), schema, indent))
            .collect(Collectors.joining(" | "))
        : named(types.asString(""), schema, indent);
  }

  private static String combined(JsonNode schemas, String operator, String indent) {
    return schemas
        .valueStream()
        .map(each -> type(each, indent))
        .collect(Collectors.joining(operator));
  }

  /// A key, in quotes unless it is an identifier.
  private static String key(String name) {
    return name.matches("[A-Za-z_]\\w*") ? name : "'" + name + "'";
  }

  private static String named(String type, JsonNode schema, String indent) {
    return switch (type) {
      case "string", "boolean", "number", "null" -> type;
      case "integer" -> "number";
      case "array" -> "Array<" + type(schema.path("items"), indent) + ">";
      case "object" -> object(schema, indent);
      default -> schema.has("properties") ? object(schema, indent) : "unknown";
    };
  }

  private static String object(JsonNode schema, String indent) {
    if (!schema.has("properties")) {
      JsonNode others = schema.path("additionalProperties");
      return "{[key: string]: " + (others.isObject() ? type(others, indent) : "unknown") + "}";
    }
    Set<String> required =
        schema
            .path("required")
            .valueStream()
            .map(JsonNode::stringValue)
            .collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    String inner = indent + "  ";
    schema
        .path("properties")
        .forEachEntry(
            (name, property) ->
                lines.add(
                    inner
                        + key(name)
                        + (required.contains(name) ? ": " : "?: ")
                        + type(property, inner)
                        + ";"));
    return "{\n" + String.join("\n", lines) + "\n" + indent + "}";
  }

  private static String literal(JsonNode value) {
    return value.isString() ? "'" + value.stringValue() + "'" : value.toString();
  }
}
