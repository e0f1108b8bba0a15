package io.headland.server.engine.machinefile;

import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The extent of points in space and time.
final class PointExtent {
  private double west = Double.POSITIVE_INFINITY;
  private double south = Double.POSITIVE_INFINITY;
  private double east = Double.NEGATIVE_INFINITY;
  private double north = Double.NEGATIVE_INFINITY;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;
  private double squareMetres;

  private PointExtent() {}

  static PointExtent of(PointEngine engine, Path points) throws IOException {
    PointExtent extent = new PointExtent();
    engine.read(points, extent::add);
    return extent;
  }

  private void add(PointRow row) {
    west = Math.min(west, row.longitude());
    east = Math.max(east, row.longitude());
    south = Math.min(south, row.latitude());
    north = Math.max(north, row.latitude());
    if (row.epochMillis() != Long.MIN_VALUE) {
      firstMillis = Math.min(firstMillis, row.epochMillis());
      lastMillis = Math.max(lastMillis, row.epochMillis());
    }
    double area = row.get(PointProperty.AREA);
    squareMetres += Double.isNaN(area) ? 0 : area;
  }

  /// Empty when there is no point.
  Optional<Bounds> bounds() {
    return west <= east ? Optional.of(new Bounds(west, south, east, north)) : Optional.empty();
  }

  /// The time of the first point; empty when no point has one.
  Optional<Instant> start() {
    return firstMillis <= lastMillis
        ? Optional.of(Instant.ofEpochMilli(firstMillis))
        : Optional.empty();
  }

  Optional<Instant> end() {
    return firstMillis <= lastMillis
        ? Optional.of(Instant.ofEpochMilli(lastMillis))
        : Optional.empty();
  }

  double squareMetres() {
    return squareMetres;
  }
}
