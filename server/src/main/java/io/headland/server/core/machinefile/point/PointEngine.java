package io.headland.server.core.machinefile.point;

import static java.util.Objects.requireNonNull;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
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
      Properties properties = new Properties();
      properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
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

  /// Writes the points of a source to a Parquet file. The file exists when all points are on disk,
  /// or not at all.
  ///
  /// @return the number of points
  /// @throws MachineFileException when the source is invalid
  public long write(PointSource source, Path target) throws IOException, MachineFileException {
    long id = lastId.incrementAndGet();
    PointTable.Scan scan = new PointTable.Scan(source);
    table.add(id, scan);
    try {
      writeFile("select * from %s(%d)".formatted(PointTable.NAME, id), target);
      return scan.points();
    } catch (SQLException e) {
      scan.rethrow();
      throw new IOException("The points could not be written", e);
    } finally {
      table.remove(id);
    }
  }

  /// Receives the points of a file.
  @FunctionalInterface
  public interface PointReceiver {
    /// Takes the values of a point.
    ///
    /// @param row is filled with the next point after the return
    void receive(PointRow row) throws IOException;
  }

  /// Reads the points of a file in their order. The result is streamed: the first points are
  /// received while the others have not been read.
  public void read(Path points, PointReceiver receiver) throws IOException {
    String query = "select * from read_parquet(%s)".formatted(literal(points.toString()));
    try (Connection connection = database.duplicate();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      PointRow row = new PointRow();
      while (rows.next()) {
        PointTable.read(rows, row);
        receiver.receive(row);
      }
    } catch (SQLException e) {
      throw new IOException("The points could not be read", e);
    }
  }

  /// Writes the points of a file that have a position and satisfy all rules to another file, and
  /// counts the others.
  public RejectedPoints filter(Path points, List<PointRule> rules, Path target) throws IOException {
    String reason = reason(rules);
    String source = "read_parquet(%s)".formatted(literal(points.toString()));
    try {
      writeFile("select * from %s where %s is null".formatted(source, reason), target);
      return count("select %s, count(*) from %s group by 1".formatted(reason, source));
    } catch (SQLException e) {
      throw new IOException("The points could not be filtered", e);
    }
  }

  /// An expression with the first reason for which a point is rejected; null for a point that is
  /// kept.
  private static String reason(List<PointRule> rules) {
    StringBuilder cases =
        new StringBuilder(
            "case when longitude is null or latitude is null or (longitude = 0 and latitude = 0)"
                + " or abs(longitude) > 180 or abs(latitude) > 90 then 'coordinates'");
    for (PointRule rule : rules) {
      cases
          .append(" when not ")
          .append(rule.sql())
          .append(" then ")
          .append(literal(rule.property().leafName()));
    }
    return cases.append(" end").toString();
  }

  private RejectedPoints count(String query) throws SQLException {
    Map<String, Long> rejected = new TreeMap<>();
    long kept = 0;
    try (Connection connection = database.duplicate();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String reason = rows.getString(1);
        if (reason == null) {
          kept = rows.getLong(2);
        } else {
          rejected.put(reason, rows.getLong(2));
        }
      }
    }
    return new RejectedPoints(kept, rejected);
  }

  /// Writes to a file beside the target, which is renamed when it is on disk.
  private void writeFile(String query, Path target) throws IOException, SQLException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (Connection connection = database.duplicate();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (%s) to %s (format parquet, compression zstd)"
              .formatted(query, literal(part.toString())));
      force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      force(requireNonNull(target.toAbsolutePath().getParent()));
    } finally {
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
