package io.headland.server.provider.trimble;

import io.headland.server.provider.Shape.Position;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;

/// Coordinates of GeoJSON, at any depth of nesting.
@JsonDeserialize(using = CoordinatesReader.class)
sealed interface Coordinates {
  record Point(Position position) implements Coordinates {}

  record Several(List<Coordinates> parts) implements Coordinates {
    public Several {
      parts = List.copyOf(parts);
    }
  }
}
