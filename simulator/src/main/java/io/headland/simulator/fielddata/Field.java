package io.headland.simulator.fielddata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A field of one farm.
public record Field(
    String id, String name, boolean archived, Instant lastModifiedTime, List<Boundary> boundaries) {
  public Field {
    boundaries = List.copyOf(boundaries);
  }

  public Optional<Boundary> findActiveBoundary() {
    return boundaries.stream().filter(b -> b.active() && !b.archived()).findFirst();
  }

  public Field withName(String other) {
    return new Field(id, other, archived, lastModifiedTime, boundaries);
  }

  public Field archived(boolean hidden) {
    return new Field(id, name, hidden, lastModifiedTime, boundaries);
  }

  public Field modifiedAt(Instant moment) {
    return new Field(id, name, archived, moment, boundaries);
  }

  /// With the given time of modification, or a time just after the last modification when the clock
  /// has not advanced.
  public Field touched(Instant moment) {
    return modifiedAt(moment.isAfter(lastModifiedTime) ? moment : lastModifiedTime.plusMillis(1));
  }

  public Field withBoundaries(List<Boundary> others) {
    return new Field(id, name, archived, lastModifiedTime, others);
  }

  /// With another active boundary, or with none.
  public Field withActiveBoundary(Function<Optional<Boundary>, Optional<Boundary>> change) {
    Optional<Boundary> before = findActiveBoundary();
    List<Boundary> others = new ArrayList<>(boundaries);
    before.ifPresent(others::remove);
    change.apply(before).ifPresent(others::addFirst);
    return new Field(id, name, archived, lastModifiedTime, others);
  }
}
