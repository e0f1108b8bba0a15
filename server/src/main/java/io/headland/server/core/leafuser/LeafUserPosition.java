package io.headland.server.core.leafuser;

import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.PagePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A position in a sorted list of Leaf users, as in the cursor of a `Link`, which is opaque to
/// clients.
///
/// @param keys the values of the columns before the order of creation
record LeafUserPosition(long ordinal, List<String> keys) {
  LeafUserPosition {
    keys = List.copyOf(keys);
  }

  String encoded() {
    ArrayNode array = Json.MAPPER.createArrayNode().add(ordinal);
    keys.forEach(array::add);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(array.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Decodes a position in a list with the given number of columns before the order of creation.
  static LeafUserPosition decode(String text, int columns) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      JsonNode array = Json.MAPPER.readTree(json);
      List<String> keys = new ArrayList<>();
      array.valueStream().skip(1).map(key -> key.asString("")).forEach(keys::add);
      boolean valid =
          array.isArray()
              && array.path(0).canConvertToLong()
              && keys.size() == columns
              && keys.stream().allMatch(Json::isStorable);
      if (valid) {
        return new LeafUserPosition(array.path(0).longValue(), keys);
      }
    } catch (IllegalArgumentException | JacksonException _) {
      // Neither Base64 nor JSON: handled below.
    }
    throw new PagePosition.InvalidException();
  }
}
