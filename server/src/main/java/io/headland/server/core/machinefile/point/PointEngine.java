package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.platform.files.LoadedLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
      LoadedLibraries.deleteFiles("libduckdb_java");
      engine.configure(temporary, megabytes);
      return engine;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not be opened", e);
    }
  }

  private void configure(Path temporary, int megabytes) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("set memory_limit = '%dMB'".formatted(megabytes));
      statement.execute("set temp_directory = " + PointColumns.literal(temporary.toString()));
      // A statement runs on the thread of its caller: files that are converted at the same time do
      // not compete for threads, and sums have the same order of their terms each time.
      statement.execute("set threads = 1");
      statement.execute("set preserve_insertion_order = true");
      // The first rows of a result are returned before more of them are computed.
      statement.execute("set streaming_buffer_size = '64KB'");
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

  /// Writes the points of a source to a Parquet file in their order. The file exists when it has
  /// all points, or not at all. Another thread reads the source until the return.
  ///
  /// @return the number of points
  /// @throws MachineFileException when the source is invalid
  public long write(PointSource source, Path target) throws IOException, MachineFileException {
    long id = lastId.incrementAndGet();
    try (PointTable.Scan scan = new PointTable.Scan(source)) {
      table.add(id, scan);
      return write(scan, id, target);
    } finally {
      table.remove(id);
    }
  }

  private long write(PointTable.Scan scan, long id, Path target)
      throws IOException, MachineFileException {
    try (Connection connection = database.duplicate()) {
      ParquetFile.write(connection, "select * from %s(%d)".formatted(PointTable.NAME, id), target);
      return scan.points();
    } catch (SQLException e) {
      scan.rethrow();
      throw new IOException("The points could not be written", e);
    }
  }

  /// Writes the points of some files to one file: ordered by time, machine, section, position and
  /// all other values, and without points that are identical in all values. The points of the file
  /// and their order depend only on the set of points: not on their order, how often they occur, or
  /// how they are distributed to the files. Its bytes may differ in the encoding.
  ///
  /// @return the number of points that were written
  public long merge(List<Path> parts, Path target) throws IOException {
    try (Connection connection = database.duplicate()) {
      PointMerge.write(connection, parts, target);
      return PointColumns.content(connection, target).rows();
    } catch (SQLException e) {
      throw new IOException("The points could not be merged", e);
    }
  }

  /// The points of a file in their order. The result is streamed: the first points are available
  /// while the others have not been read. Close it to release the file.
  public StoredPoints pointsOf(Path points) throws IOException {
    try {
      return StoredPoints.open(database.duplicate(), points);
    } catch (SQLException e) {
      throw new IOException("The points could not be read", e);
    }
  }

  /// Opens a file for several queries.
  public PointQueries queries(Path points) throws IOException {
    return PointQueries.open(database, points);
  }

  /// Executes one query over the points of a file.
  ///
  /// @param sql reads the table `points`, which has all columns
  public <T> List<T> query(Path points, String sql, PointQueries.RowMapper<T> mapper)
      throws IOException {
    try (PointQueries queries = queries(points)) {
      return queries.query(sql, mapper);
    }
  }

  /// Executes a query as [#query] and streams its rows.
  public void readRows(Path points, String sql, PointQueries.RowReceiver receiver)
      throws IOException {
    try (PointQueries queries = queries(points)) {
      queries.readRows(sql, receiver);
    }
  }

  /// Writes the points of a file that have a position and satisfy all rules to another file, and
  /// counts the others.
  public PointFilterCounts filter(Path points, List<? extends PointCondition> rules, Path target)
      throws IOException {
    return filter(points, PointFilter.of(rules), target);
  }

  /// Writes the points of a file that pass a filter to another file, and counts the others.
  public PointFilterCounts filter(Path points, PointFilter filter, Path target) throws IOException {
    try (PointQueries queries = queries(points)) {
      String reason = reason(queries, filter);
      PointFilterCounts counts = count(queries, reason);
      if (counts.rejected().isEmpty()) {
        // Encoding the same points again would take ten times as long.
        ParquetFile.copy(points, target);
      } else {
        queries.write(reason + " is null", target);
      }
      return counts;
    }
  }

  private static String reason(PointQueries points, PointFilter filter) throws IOException {
    if (filter.outliers().isEmpty()) {
      return filter.reason();
    }
    return points
        .query(filter.limits(), filter::limits)
        .getFirst()
        .map(filter::reason)
        .orElseGet(filter::reason);
  }

  /// The points of a file that a filter rejects, in their order, streamed as those of [#pointsOf]
  /// and with the reason of each. Close it to release the file.
  public StoredPoints rejected(Path points, PointFilter filter) throws IOException {
    String reason;
    try (PointQueries queries = queries(points)) {
      reason = reason(queries, filter);
    }
    try {
      return StoredPoints.openRejected(database.duplicate(), points, reason);
    } catch (SQLException e) {
      throw new IOException("The rejected points could not be read", e);
    }
  }

  private static PointFilterCounts count(PointQueries points, String reason) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    points.readRows(
        "select coalesce(%s, ''), count(*) from points group by 1".formatted(reason),
        row -> counts.put(row.getString(1), row.getLong(2)));
    Long kept = counts.remove("");
    return new PointFilterCounts(kept == null ? 0 : kept, counts);
  }

  /// Writes the points of a file as GeoParquet: their positions in the column `geometry` in
  /// addition to all other columns.
  public void writeGeoParquet(Path points, Path target) throws IOException {
    writeGeoParquet(points, List.of("*"), target);
  }

  /// Writes the points of a file as GeoParquet with some columns besides `geometry`.
  ///
  /// @param columns expressions of SQL with their names
  public void writeGeoParquet(Path points, List<String> columns, Path target) throws IOException {
    List<String> all = new ArrayList<>(columns);
    all.add("('POINT(' || longitude || ' ' || latitude || ')')::geometry as geometry");
    try (Connection connection = database.duplicate()) {
      ParquetFile.writeGeo(
          connection,
          "select %s from %s"
              .formatted(String.join(", ", all), PointColumns.from(connection, List.of(points))),
          target);
    } catch (SQLException e) {
      throw new IOException("The points could not be written as GeoParquet", e);
    }
  }

  /// Writes the points of a file as GeoParquet with the strips that they cover, as polygons, in the
  /// column `geometry`. Points without a position or an area are left out.
  ///
  /// @param units of the points
  public void writePolygons(Path points, Map<PointProperty, MeasurementUnit> units, Path target)
      throws IOException {
    try (Connection connection = database.duplicate()) {
      String source = PointColumns.from(connection, List.of(points));
      ParquetFile.writeGeo(connection, PointPolygons.query(source, units), target);
    } catch (SQLException e) {
      throw new IOException("The polygons could not be written as GeoParquet", e);
    }
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
