package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.PointProperty;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The columns of points in Parquet files. A column that a file lacks, because the property was
/// added to the program after the file was written, is read as unknown values.
final class PointColumns {
  static final String LONGITUDE = "longitude";
  static final String LATITUDE = "latitude";
  static final String EPOCH_MILLIS = "epoch_millis";
  static final String SECTION = "section";
  static final String MACHINE = "machine";
  static final String LABEL = "label";

  /// The name of each column with an expression for its value in a file without it.
  private static final List<Map.Entry<String, String>> COLUMNS = columns();

  private PointColumns() {}

  private static List<Map.Entry<String, String>> columns() {
    List<Map.Entry<String, String>> columns = new ArrayList<>();
    columns.add(Map.entry(LONGITUDE, "null::double"));
    columns.add(Map.entry(LATITUDE, "null::double"));
    columns.add(Map.entry(EPOCH_MILLIS, "null::bigint"));
    columns.add(Map.entry(SECTION, "0::integer"));
    columns.add(Map.entry(MACHINE, "0::integer"));
    columns.add(Map.entry(LABEL, "''"));
    for (PointProperty property : PointProperty.values()) {
      columns.add(Map.entry(property.leafName(), "null::double"));
    }
    return List.copyOf(columns);
  }

  /// The name of a property's column in a statement.
  static String of(PointProperty property) {
    return quoted(property.leafName());
  }

  private static String quoted(String column) {
    return '"' + column + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// The names of all columns, quoted.
  static List<String> all() {
    return COLUMNS.stream().map(column -> quoted(column.getKey())).toList();
  }

  /// An expression for the value of a column of which all values are unknown.
  static String unknown(String column) {
    return COLUMNS.stream()
        .filter(each -> quoted(each.getKey()).equals(column))
        .map(each -> each.getValue() + " as " + column)
        .findFirst()
        .orElseThrow();
  }

  /// The content of a file.
  ///
  /// @param values the number of known values of each column that the file has
  record Content(long rows, Map<String, Long> values) {}

  /// Reads the content of a file from its metadata: each group of rows has the numbers of its rows
  /// and of the unknown values of each column.
  static Content content(Connection connection, Path file) throws SQLException {
    String query =
        """
        select path_in_schema, sum(num_values)::bigint,
          sum(num_values - coalesce(stats_null_count, 0))::bigint
        from parquet_metadata(%s) group by 1
        """
            .formatted(path(file));
    Map<String, Long> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    long points = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        points = rows.getLong(2);
        values.put(rows.getString(1), rows.getLong(3));
      }
    }
    return new Content(points, values);
  }

  /// A subquery with all columns of the points of some files, one after the other.
  static String from(Connection connection, Collection<Path> files) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (Path file : files) {
      parts.add(select(file, content(connection, file)));
    }
    return "(" + String.join(" union all ", parts) + ")";
  }

  /// A subquery with all columns of the points of a file. Properties of which all values are
  /// unknown are not read.
  static String from(Path file, Content content) {
    return "(" + select(file, content) + ")";
  }

  private static String select(Path file, Content content) {
    return COLUMNS.stream()
        .map(
            column ->
                (content.values().getOrDefault(column.getKey(), 0L) > 0
                        ? ""
                        : column.getValue() + " as ")
                    + quoted(column.getKey()))
        .collect(
            Collectors.joining(
                ", ",
                "select ",
                " from read_parquet(%s, hive_partitioning = false)".formatted(path(file))));
  }

  /// The literal of a path for functions that read files: they expand `*`, `?` and `[` in paths,
  /// and read columns from names of folders of the form `column=value`.
  private static String path(Path file) {
    return literal(file.toString().replaceAll("[*?\\[]", "[$0]"));
  }

  /// A number as a literal of SQL; infinity and NaN are texts that are cast.
  static String literal(double number) {
    String format = Double.isFinite(number) ? "%s::double" : "'%s'::double";
    return String.format(Locale.ROOT, format, number);
  }
}
