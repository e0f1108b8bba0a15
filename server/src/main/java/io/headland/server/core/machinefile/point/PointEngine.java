package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;

/// DuckDB in this process, with its own limit of memory outside of the heap; larger intermediate
/// results are written to a temporary folder. It is opened with the first machine file: a server
/// without machine files loads no native code.
public final class PointEngine implements AutoCloseable {
  private final DuckDBConnection database;
  private final PointTable table = new PointTable();
  private final AtomicLong lastId = new AtomicLong();

  private PointEngine(DuckDBConnection database) {
    this.database = database;
  }

  /// Opens the engine.
  ///
  /// @param temporary folder for results that exceed the memory
  /// @param megabytes of memory outside of the heap
  public static PointEngine open(Path temporary, int megabytes) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      PointEngine engine = new PointEngine(connection.unwrap(DuckDBConnection.class));
      engine.configure(temporary, megabytes);
      return engine;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not be opened", e);
    }
  }

  private void configure(Path temporary, int megabytes) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("set memory_limit = '%dMB'".formatted(megabytes));
      statement.execute("set temp_directory = " + literal(temporary.toString()));
      // Nothing is loaded from the network.
      statement.execute("set autoinstall_known_extensions = false");
      statement.execute("set autoload_known_extensions = false");
    }
    DuckDBFunctions.tableFunction()
        .withName(PointTable.NAME)
        .withParameter(long.class)
        .withFunction(table)
        .register(database);
  }

  /// Writes the points of a source to a Parquet file. The file exists when all points are on disk, or
  /// not at all.
  ///
  /// @return the number of points
  /// @throws MachineFileException when the source is invalid
  public long write(PointSource source, Path target) throws IOException, MachineFileException {
    long id = lastId.incrementAndGet();
    PointTable.Scan scan = new PointTable.Scan(source);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    table.add(id, scan);
    try (Connection connection = database.duplicate();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (select * from %s(%d)) to %s (format parquet, compression zstd)"
              .formatted(PointTable.NAME, id, literal(part.toString())));
      force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      force(target.toAbsolutePath().getParent());
      return scan.points();
    } catch (SQLException e) {
      scan.rethrow();
      throw new IOException("The points could not be written", e);
    } finally {
      table.remove(id);
      Files.deleteIfExists(part);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not be closed", e);
    }
  }
}
