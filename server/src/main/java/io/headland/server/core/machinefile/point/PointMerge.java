package io.headland.server.core.machinefile.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Writes the points of some files without repetitions, ordered by time, machine, section, position
/// and all other values.
///
/// To sort takes ten times as long as to copy. Files mostly have the order of the time already, and
/// one ends before the next begins: then they are copied. Others are sorted in slices of their
/// times, because DuckDB keeps more of the rows that it sorts than fits into its memory. Points of
/// the same time are in one slice, whatever their number.
final class PointMerge {
  /// The columns by which points are ordered first.
  private static final List<String> KEY =
      List.of(
          PointColumns.EPOCH_MILLIS,
          PointColumns.MACHINE,
          PointColumns.SECTION,
          PointColumns.LONGITUDE,
          PointColumns.LATITUDE);

  /// The rows of a slice, approximately.
  private static final int SLICE = 25_000;

  private PointMerge() {}

  private record Part(Path file, long start) {}

  /// Writes the points of some files.
  static void write(Connection connection, List<Path> files, Path target)
      throws IOException, SQLException {
    String source = PointColumns.from(connection, byTime(connection, files));
    if (!isOrdered(connection, source)) {
      writeSorted(connection, source, target);
    } else if (files.size() == 1) {
      ParquetFile.copy(files.getFirst(), target);
    } else {
      ParquetFile.write(connection, "select * from " + source, target);
    }
  }

  /// The files in the order of their first times.
  private static List<Path> byTime(Connection connection, List<Path> files) throws SQLException {
    if (files.size() == 1) {
      return files;
    }
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      String source = PointColumns.from(connection, List.of(file));
      parts.add(
          new Part(
              file, number(connection, "select coalesce(min(epoch_millis), 0) from " + source)));
    }
    return parts.stream().sorted(Comparator.comparingLong(Part::start)).map(Part::file).toList();
  }

  /// Whether the key of each row is greater than that of the row before, so that no rows are
  /// identical. An unknown value is not.
  private static boolean isOrdered(Connection connection, String source) throws SQLException {
    String condition = "";
    for (String column : KEY.reversed()) {
      String greater = "%s > previous_%s".formatted(column, column);
      condition =
          condition.isEmpty()
              ? greater
              : "(%s or (%s = previous_%s and %s))".formatted(greater, column, column, condition);
    }
    String previous =
        KEY.stream()
            .map(column -> "%s, lag(%s) over () as previous_%s".formatted(column, column, column))
            .collect(Collectors.joining(", "));
    String query =
        "select count(*) from (select %s from %s) where (%s) is not true"
            .formatted(previous, source, condition);
    // The first row has none before it.
    return number(connection, query) <= 1;
  }

  private static void writeSorted(Connection connection, String source, Path target)
      throws IOException, SQLException {
    List<String> columns = present(connection, source);
    List<String> slices = slices(connection, source);
    if (slices.size() == 1) {
      ParquetFile.write(connection, sorted(columns, source, slices.getFirst()), target);
      return;
    }
    List<Path> parts = new ArrayList<>();
    try {
      for (String slice : slices) {
        Path part = target.resolveSibling(target.getFileName() + "." + parts.size());
        parts.add(part);
        ParquetFile.write(connection, sorted(columns, source, slice), part);
      }
      ParquetFile.write(
          connection, "select * from " + PointColumns.from(connection, parts), target);
    } finally {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  /// Conditions that divide the rows by their times, in the order of the times. Unknown times are
  /// the last ones.
  private static List<String> slices(Connection connection, String source) throws SQLException {
    long rows = number(connection, "select count(*) from " + source);
    List<Long> bounds = bounds(connection, source, Math.ceilDiv(rows, SLICE));
    List<String> slices = new ArrayList<>();
    String from = "";
    for (long bound : bounds) {
      slices.add(from + "epoch_millis < " + bound);
      from = "epoch_millis >= %d and ".formatted(bound);
    }
    slices.add(
        bounds.isEmpty()
            ? "true"
            : "(epoch_millis >= %d or epoch_millis is null)".formatted(bounds.getLast()));
    return slices;
  }

  /// Times that divide the rows into parts of about the same size, without repetitions.
  private static List<Long> bounds(Connection connection, String source, long parts)
      throws SQLException {
    if (parts < 2) {
      return List.of();
    }
    String fractions =
        LongStream.range(1, parts)
            .mapToObj(i -> "%d::float / %d::float".formatted(i, parts))
            .collect(Collectors.joining(", "));
    String query =
        """
        select distinct unnest(approx_quantile(epoch_millis, [%s]))::bigint as bound from %s
         order by bound
        """
            .formatted(fractions, source);
    List<Long> bounds = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        long bound = rows.getLong(1);
        if (!rows.wasNull()) {
          bounds.add(bound);
        }
      }
    }
    return bounds;
  }

  /// The rows are sorted without the columns that have no values, and compared with the row before,
  /// because an aggregation over all columns would keep all rows in memory.
  private static String sorted(List<String> columns, String source, String slice) {
    List<String> order = new ArrayList<>(KEY);
    order.addAll(columns);
    String result =
        PointColumns.all().stream()
            .map(
                column ->
                    columns.contains(column) ? "points." + column : PointColumns.unknown(column))
            .collect(Collectors.joining(", "));
    return """
    select %s from (
      select points, lag(points) over () as previous
      from (select %s from %s where %s order by %s) points)
    where previous is distinct from points
    """
        .formatted(result, String.join(", ", columns), source, slice, String.join(", ", order));
  }

  private static List<String> present(Connection connection, String source) throws SQLException {
    List<String> columns = PointColumns.all();
    String counts =
        columns.stream()
            .map(column -> "count(" + column + ")")
            .collect(Collectors.joining(", ", "select ", " from " + source));
    List<String> present = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(counts)) {
      row.next();
      for (int i = 0; i < columns.size(); i++) {
        if (row.getLong(i + 1) > 0) {
          present.add(columns.get(i));
        }
      }
    }
    return present;
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
