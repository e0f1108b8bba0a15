package io.headland.server.engine.machinefile;

import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.core.machinefile.point.PointQueries;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The extent of points in space and time.
///
/// @param bounds empty when there is no point
/// @param start the time of the first point; empty when no point has one
/// @param end the time of the last point
record PointExtent(
    Optional<Bounds> bounds, Optional<Instant> start, Optional<Instant> end, double squareMetres) {

  private static final String QUERY =
      "select min(longitude), min(latitude), max(longitude), max(latitude),"
          + " min(epoch_millis), max(epoch_millis), coalesce(sum(area), 0) from points";

  static PointExtent of(PointQueries points) throws IOException {
    return points.query(QUERY, PointExtent::of).getFirst();
  }

  private static PointExtent of(ResultSet row) throws SQLException {
    double west = row.getDouble(1);
    Optional<Bounds> bounds =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new Bounds(west, row.getDouble(2), row.getDouble(3), row.getDouble(4)));
    return new PointExtent(bounds, time(row, 5), time(row, 6), row.getDouble(7));
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
