package io.headland.simulator.http;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// The shared JSON mapper, and shorthands for trees.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// Serialized JSON to be inserted into a tree unchanged.
  public static JsonNode raw(String json) {
    return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
  }

  /// A text as a JSON string, with its quotes.
  public static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return JsonNodeFactory.instance.stringNode(text).toString();
      }
    }
    return '"' + text + '"';
  }

  public static byte[] bytes(JsonNode tree) {
    return MAPPER.writeValueAsBytes(tree);
  }

  /// With escapes for all characters outside ASCII, including surrogates.
  public static byte[] escapedBytes(JsonNode tree) {
    return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(tree);
  }

  public static String pretty(JsonNode tree) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
  }

  /// Reads a document.
  ///
  /// @throws tools.jackson.core.JacksonException when the text is not JSON
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  public static Response response(int status, JsonNode tree) {
    return Response.of(status, "application/json", bytes(tree));
  }
}
