package io.headland.server.core.machinefile.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Writes Parquet files beside their targets and renames them: a target that exists is complete. It
/// is temporary until the file store commits it, which forces it to disk: to do so here as well
/// took half of the time of a small file.
final class ParquetFile {
  /// The most different values of a column that are written with a dictionary in each group of
  /// rows. Measurements have more: with DuckDB's own limit a file takes a third longer to write and
  /// is larger.
  private static final int DICTIONARY = 2_000;

  /// The metadata of GeoParquet without rows.
  private static final String WITHOUT_ROWS =
      """
      , kv_metadata {geo: '{"version":"1.0.0","primary_column":"geometry","columns":\
      {"geometry":{"encoding":"WKB","geometry_types":[]}}}'}""";

  private ParquetFile() {}

  /// Writes the result of a query.
  static void write(Connection connection, String query, Path target)
      throws IOException, SQLException {
    write(connection, query, "", target);
  }

  /// Writes the result of a query as GeoParquet. DuckDB writes the metadata of that format only if
  /// there is a row.
  ///
  /// @param query has the column `geometry`
  static void writeGeo(Connection connection, String query, Path target)
      throws IOException, SQLException {
    if (write(connection, query, "", target) == 0) {
      write(connection, query, WITHOUT_ROWS, target);
    }
  }

  /// @return the number of rows
  private static long write(Connection connection, String query, String options, Path target)
      throws IOException, SQLException {
    Path part = part(target);
    try (Statement statement = connection.createStatement()) {
      long rows =
          statement.executeLargeUpdate(
              "copy (%s) to %s (format parquet, compression zstd, dictionary_size_limit %d%s)"
                  .formatted(query, PointColumns.literal(part.toString()), DICTIONARY, options));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return rows;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Writes the bytes of another file.
  static void copy(Path source, Path target) throws IOException {
    Path part = part(target);
    try {
      Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path part(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }
}
