package io.headland.server.provider;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads a number that may be a text; any other value is NaN, so that one invalid point does not
/// make a page unreadable.
public final class DecimalReader extends ValueDeserializer<Double> {
  @Override
  public Double deserialize(JsonParser json, DeserializationContext context) {
    JsonToken token = json.currentToken();
    if (token.isNumeric()) {
      return json.getDoubleValue();
    }
    if (token == JsonToken.VALUE_STRING) {
      double parsed = parse(json.getString());
      if (Double.isNaN(parsed)) {
        Mismatches.record(json, context, "number", true);
      }
      return parsed;
    }
    Mismatches.record(json, context, "number", true);
    json.skipChildren();
    return Double.NaN;
  }

  @Override
  public Double getNullValue(DeserializationContext context) {
    return Double.NaN;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
