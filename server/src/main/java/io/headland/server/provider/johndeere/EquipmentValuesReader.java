package io.headland.server.provider.johndeere;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads `values` as an array of equipment, or as an object whose members are equipment. Null for
/// another value.
final class EquipmentValuesReader extends ValueDeserializer<List<@Nullable EquipmentBody>> {
  @Override
  public @Nullable List<@Nullable EquipmentBody> deserialize(
      JsonParser json, DeserializationContext context) {
    JsonToken first = json.currentToken();
    if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    List<@Nullable EquipmentBody> values = new ArrayList<>();
    for (JsonToken token = json.nextToken(); !isEnd(token); token = json.nextToken()) {
      if (token != JsonToken.PROPERTY_NAME) {
        values.add(
            token == JsonToken.VALUE_NULL ? null : context.readValue(json, EquipmentBody.class));
      }
    }
    return values;
  }

  private static boolean isEnd(@Nullable JsonToken token) {
    return token == null || token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT;
  }
}
