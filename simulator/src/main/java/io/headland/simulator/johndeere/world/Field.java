package io.headland.simulator.johndeere.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A field of one farm.
public record Field(
    String id, String name, boolean archived, Instant lastModifiedTime, List<Boundary> boundaries) {
  public Field {
    boundaries = List.copyOf(boundaries);
  }

  public Optional<Boundary> findActiveBoundary() {
    return boundaries.stream().filter(b -> b.active() && !b.archived()).findFirst();
  }
}
