package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.PointQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Computes summaries from the points of a Parquet file.
public final class Summarizer {
  /// Labels in a file. Files with more have texts that are not names of varieties or products: the
  /// points of the rarest are added to those without a label.
  private static final int MAX_PARTS = 1_000;

  /// Files with more have times that are not those of work.
  private static final int MAX_SESSIONS = 1_000;

  private final PointEngine engine;

  public Summarizer(PointEngine engine) {
    this.engine = engine;
  }

  /// Computes the summary of a file.
  ///
  /// @param points a Parquet file of [PointEngine]; identical files have identical summaries
  /// @param description with the units of the points ([HarvestValues#description])
  public OperationSummary summarize(Path points, MachineFileDescription description)
      throws IOException {
    try (PointQueries queries = engine.queries(points)) {
      return summarize(queries, description);
    }
  }

  /// Computes the summary of a file that is open.
  public static OperationSummary summarize(PointQueries points, MachineFileDescription description)
      throws IOException {
    PropertySql sql = new PropertySql(points, description.units());
    OperationSummary total = total(points, description, sql);
    Map<PointProperty, Amount> totals = new TreeMap<>(total.totals());
    MeasurementUnit distance = description.units().get(PointProperty.DISTANCE);
    if (distance != null && points.points(PointProperty.DISTANCE) > 0) {
      totals.put(PointProperty.DISTANCE, new Amount(distance(points), distance));
    }
    return new OperationSummary(
        description,
        total.points(),
        total.startTime(),
        total.endTime(),
        total.area(),
        total.statistics(),
        totals,
        parts(points, sql, total),
        sessions(points),
        CropConversion.of(description.crop()).orElse(null),
        CoveredArea.of(points, description.units()));
  }

  private static OperationSummary total(
      PointQueries points, MachineFileDescription description, PropertySql sql) throws IOException {
    String query =
        "select count(*), min(epoch_millis), max(epoch_millis), coalesce(sum(area), 0)"
            + sql.expressions()
            + " from points";
    return points
        .query(
            query,
            row ->
                new OperationSummary(
                    description,
                    row.getLong(1),
                    time(row, 2),
                    time(row, 3),
                    row.getDouble(4),
                    sql.statistics(row, 5),
                    sql.totals(row, 5),
                    List.of(),
                    List.of(),
                    null,
                    CoveredArea.NONE))
        .getFirst();
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static List<OperationSummary.Part> parts(
      PointQueries points, PropertySql sql, OperationSummary total) throws IOException {
    List<String> labels = labels(points);
    if (labels.size() == 1) {
      return List.of(
          new OperationSummary.Part(
              labels.getFirst(), total.points(), total.area(), total.statistics(), total.totals()));
    }
    String query =
        "select %s, count(*), coalesce(sum(area), 0)%s from points group by 1 order by 1"
            .formatted(partOfPoint(labels.size()), sql.expressions());
    return points.query(
        query,
        row ->
            new OperationSummary.Part(
                row.getString(1),
                row.getLong(2),
                row.getDouble(3),
                sql.statistics(row, 4),
                sql.totals(row, 4)));
  }

  /// The labels of the points, at most one more than there are parts.
  private static List<String> labels(PointQueries points) throws IOException {
    String query =
        "select distinct coalesce(label, '') from points limit %d".formatted(MAX_PARTS + 1);
    return points.query(query, row -> row.getString(1));
  }

  /// An expression for the name of the part to which a point belongs.
  private static String partOfPoint(int labels) {
    if (labels <= MAX_PARTS) {
      return "coalesce(label, '')";
    }
    return """
    case when label in (
      select label from points where label is not null group by label
      order by count(*) desc, label limit %d)
    then label else '' end\
    """
        .formatted(MAX_PARTS - 1);
  }

  /// The distance of the machines: of the sections of a machine in each hour the mean, weighted by
  /// their distances. Sections may be recorded one after the other, so that points of the same way
  /// have different times; a section that works only for moments, or has another number after a
  /// pause, does not change the distance of the others.
  private static double distance(PointQueries points) throws IOException {
    return points
        .query(
            """
            , sections as (
              select machine, epoch_millis // 3600000 as hour, section, sum(distance) as distance
              from points group by all order by machine, hour, section)
            select coalesce(sum(ofHour), 0) from (
              select sum(distance * distance) / nullif(sum(distance), 0) as ofHour from sections
              group by machine, hour order by machine, hour)
            """,
            row -> row.getDouble(1))
        .getFirst();
  }

  /// The sessions; of more than 1,000, those of the first machines.
  private static List<OperationSummary.Session> sessions(PointQueries points) throws IOException {
    return points.query(
        """
        , minutes as (
          select machine, epoch_millis // 60000 as minute, min(epoch_millis) as first,
            max(epoch_millis) as last, coalesce(sum(area), 0) as area
          from points where epoch_millis is not null group by all),
        starts as (
          select *, minute - lag(minute) over (partition by machine order by minute) > 60 as starts
          from minutes),
        numbered as (
          select *, sum(coalesce(starts, true)::int) over (partition by machine order by minute)
            as session
          from starts)
        select machine, min(first), max(last), sum(area) from numbered
        group by machine, session order by machine, session limit %d
        """
            .formatted(MAX_SESSIONS),
        row ->
            new OperationSummary.Session(
                row.getInt(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getDouble(4)));
  }
}
