package io.headland.server.core.machinefile.store;

import io.headland.server.core.field.geometry.Bounds;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The fields that contain points of a file, or to which a provider assigns a file without points.
///
/// @param bounds of the points; empty when there are none
/// @param boundaries identifies the boundaries with which the points were compared
/// @param points their number by the id of the field; 0 for a file without points
public record FileFields(Optional<Bounds> bounds, String boundaries, Map<UUID, Long> points) {
  public FileFields {
    points = Map.copyOf(points);
  }
}
