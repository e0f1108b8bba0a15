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

  private ParquetFile() {}

  /// Writes the result of a query.
  static void write(Connection connection, String query, Path target)
      throws IOException, SQLException {
    Path part = part(target);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (%s) to %s (format parquet, compression zstd, dictionary_size_limit %d)"
              .formatted(query, PointColumns.literal(part.toString()), DICTIONARY));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
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
