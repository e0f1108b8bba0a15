package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.PointProperty;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /// A subquery with all columns of the points of some files, one after the other.
  static String from(Connection connection, Collection<Path> files) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (Path file : files) {
      String source = source(file);
      Set<String> present = names(connection, source);
      parts.add(
          COLUMNS.stream()
              .map(
                  column ->
                      (present.contains(column.getKey()) ? "" : column.getValue() + " as ")
                          + quoted(column.getKey()))
              .collect(Collectors.joining(", ", "select ", " from " + source)));
    }
    return "(" + String.join(" union all ", parts) + ")";
  }

  /// The function that reads a file. It expands `*`, `?` and `[` in paths, and reads columns from
  /// names of folders of the form `column=value`.
  private static String source(Path file) {
    String path = file.toString().replaceAll("[*?\\[]", "[$0]");
    return "read_parquet(%s, hive_partitioning = false)".formatted(literal(path));
  }

  private static Set<String> names(Connection connection, String source) throws SQLException {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + source + " limit 0")) {
      ResultSetMetaData columns = rows.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
    }
    return names;
  }

  /// A number as a literal of SQL; infinity and NaN are texts that are cast.
  static String literal(double number) {
    String format = Double.isFinite(number) ? "%s::double" : "'%s'::double";
    return String.format(Locale.ROOT, format, number);
  }
}
