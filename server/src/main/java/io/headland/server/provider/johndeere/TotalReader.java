package io.headland.server.provider.johndeere;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads the total of a listing, a number or a text of digits. Any other value counts as absent.
final class TotalReader extends ValueDeserializer<Long> {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

  @Override
  public @Nullable Long deserialize(JsonParser json, DeserializationContext context) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
      String text = json.getString().strip();
      return DIGITS.matcher(text).matches() ? Long.valueOf(text) : null;
    }
    json.skipChildren();
    return null;
  }
}
