package io.headland.server.provider.trimble;

import io.headland.server.provider.Mismatches;
import io.headland.server.provider.Shape.Position;
import io.headland.server.provider.trimble.Coordinates.Point;
import io.headland.server.provider.trimble.Coordinates.Several;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads nested arrays without a tree node for every number. Values that are neither arrays nor
/// numbers are ignored, so that one invalid point does not make a page unreadable.
final class CoordinatesReader extends ValueDeserializer<Coordinates> {
  @Override
  public Coordinates deserialize(JsonParser json, DeserializationContext context) {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      return array(json, context);
    }
    Mismatches.record(json, context, "array", true);
    json.skipChildren();
    return new Several(List.of());
  }

  /// Jackson limits the depth of arrays.
  private static Coordinates array(JsonParser json, DeserializationContext context) {
    List<Coordinates> parts = new ArrayList<>();
    double[] numbers = {Double.NaN, Double.NaN};
    int count = 0;
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      if (next == JsonToken.START_ARRAY) {
        parts.add(array(json, context));
      } else if (next.isNumeric()) {
        if (count < numbers.length) {
          numbers[count] = json.getDoubleValue();
        }
        count++;
      } else {
        Mismatches.record(json, context, "number", true);
        json.skipChildren();
      }
    }
    return count < numbers.length
        ? new Several(parts)
        : new Point(new Position(numbers[0], numbers[1]));
  }
}
