package io.headland.server.core.machinefile.adapt;

import java.util.Optional;
import java.util.UUID;

/// A field in an export, with the names of its farm and grower.
///
/// @param boundary of the field as GeoJSON of type MultiPolygon
public record AdaptField(
    UUID id,
    String name,
    Optional<Parent> farm,
    Optional<Parent> grower,
    Optional<String> boundary) {

  /// A farm or grower.
  public record Parent(long id, String name) {}
}
