package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Computes summaries from the points of a Parquet file.
public final class Summarizer {
  /// Labels in a file. Files with more have texts that are not names of varieties or products.
  private static final int MAX_PARTS = 1_000;

  private final PointEngine engine;

  public Summarizer(PointEngine engine) {
    this.engine = engine;
  }

  /// Counts of the points, of their values, and their extent.
  private record Overview(
      long points, boolean hasSections, Extent extent, Set<PointProperty> present) {}

  /// Computes the summary of a file.
  ///
  /// @param points a Parquet file of [PointEngine]; identical files have identical summaries
  /// @param description with the units of the points ([HarvestValues#description])
  public OperationSummary summarize(Path points, MachineFileDescription description)
      throws IOException {
    Overview overview = overview(points);
    PropertySql sql = new PropertySql(overview.present(), description.units());
    OperationSummary whole = whole(points, description, sql);
    Map<PointProperty, Amount> totals = new TreeMap<>(whole.totals());
    MeasurementUnit distance = description.units().get(PointProperty.DISTANCE);
    if (distance != null && overview.present().contains(PointProperty.DISTANCE)) {
      totals.put(
          PointProperty.DISTANCE, new Amount(distance(points, overview.hasSections()), distance));
    }
    return new OperationSummary(
        description,
        whole.points(),
        whole.startTime(),
        whole.endTime(),
        whole.area(),
        whole.statistics(),
        totals,
        parts(points, sql),
        sessions(points),
        CropConversion.of(description.crop()).orElse(null),
        CoveredArea.of(engine, points, overview.extent(), description.units()));
  }

  private Overview overview(Path points) throws IOException {
    String counts =
        Arrays.stream(PointProperty.values())
            .map(property -> ", count(" + PropertySql.column(property) + ")")
            .collect(Collectors.joining());
    String query =
        "select count(*), min(section) is distinct from max(section)"
            + bounds("longitude", 180)
            + bounds("latitude", 90)
            + counts
            + " from points";
    return engine
        .query(
            points,
            query,
            row ->
                new Overview(
                    row.getLong(1),
                    row.getBoolean(2),
                    new Extent(
                        row.getDouble(3), row.getDouble(5), row.getDouble(4), row.getDouble(6)),
                    present(row)))
        .getFirst();
  }

  private static String bounds(String column, int most) {
    String valid = "case when abs(%s) <= %d then %s end".formatted(column, most, column);
    return ", coalesce(min(%s), 'nan'), coalesce(max(%s), 'nan')".formatted(valid, valid);
  }

  private static Set<PointProperty> present(ResultSet row) throws SQLException {
    Set<PointProperty> present = EnumSet.noneOf(PointProperty.class);
    int column = 7;
    for (PointProperty property : PointProperty.values()) {
      if (row.getLong(column) > 0) {
        present.add(property);
      }
      column++;
    }
    return present;
  }

  private OperationSummary whole(Path points, MachineFileDescription description, PropertySql sql)
      throws IOException {
    String query =
        "select count(*), min(epoch_millis), max(epoch_millis), coalesce(sum(area), 0)"
            + sql.expressions()
            + " from points";
    return engine
        .query(
            points,
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

  private List<OperationSummary.Part> parts(Path points, PropertySql sql) throws IOException {
    String query =
        "select coalesce(label, ''), count(*), coalesce(sum(area), 0)%s from points"
                .formatted(sql.expressions())
            + " group by 1 order by 1 limit "
            + MAX_PARTS;
    return engine.query(
        points,
        query,
        row ->
            new OperationSummary.Part(
                row.getString(1),
                row.getLong(2),
                row.getDouble(3),
                sql.statistics(row, 4),
                sql.totals(row, 4)));
  }

  /// The distance of the machines. Each section of an implement has points with the same distance:
  /// of the sections that a machine moves within a second, the one with the longest is counted.
  private double distance(Path points, boolean hasSections) throws IOException {
    String query =
        hasSections
            ? """
            select coalesce(sum(longest), 0) from (
              select max(travelled) as longest from (
                select machine, section, epoch_millis // 1000 as second, sum(distance) as travelled
                from points group by all)
              group by machine, second)
            """
            : "select coalesce(sum(distance), 0) from points";
    return engine.query(points, query, row -> row.getDouble(1)).getFirst();
  }

  private List<OperationSummary.Session> sessions(Path points) throws IOException {
    return engine.query(
        points,
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
        group by machine, session order by machine, session
        """,
        row ->
            new OperationSummary.Session(
                row.getInt(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getDouble(4)));
  }
}
