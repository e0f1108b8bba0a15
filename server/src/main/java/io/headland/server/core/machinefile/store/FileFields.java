package io.headland.server.core.machinefile.store;

import io.headland.server.core.field.geometry.Bounds;
import java.util.Map;
import java.util.UUID;

/// The fields that contain points of a file.
///
/// @param bounds of the points
/// @param boundaries identifies the boundaries with which the points were compared
/// @param points their number by the id of the field, at least one
public record FileFields(Bounds bounds, String boundaries, Map<UUID, Long> points) {
  public FileFields {
    points = Map.copyOf(points);
  }
}
