package io.headland.server.core.machinefile.point;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the points of some files without repetitions, ordered by time, machine, section, position
/// and all other values.
///
/// To sort takes ten times as long as to copy. Files mostly have the order of the time already, and
/// one ends before the next begins: then they are copied.
final class PointMerge {
  /// The columns by which points are ordered first.
  private static final List<String> KEY =
      List.of(
          PointColumns.EPOCH_MILLIS,
          PointColumns.MACHINE,
          PointColumns.SECTION,
          PointColumns.LONGITUDE,
          PointColumns.LATITUDE);

  private PointMerge() {}

  private record Part(Path file, long start) {}

  /// Writes the points of some files.
  static void write(Connection connection, List<Path> files, Path target)
      throws IOException, SQLException {
    String source = PointColumns.from(connection, byTime(connection, files));
    if (!isOrdered(connection, source)) {
      ParquetFile.write(connection, sorted(connection, source), target);
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

  /// The rows are sorted without the columns that have no values, and compared with the row before,
  /// because an aggregation over all columns would keep all rows in memory.
  private static String sorted(Connection connection, String source) throws SQLException {
    List<String> columns = present(connection, source);
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
      from (select %s from %s order by %s) points)
    where previous is distinct from points
    """
        .formatted(result, String.join(", ", columns), source, String.join(", ", order));
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
