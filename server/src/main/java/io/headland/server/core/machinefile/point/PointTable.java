package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// The table function `machine_points(id)` of DuckDB: the points of a [PointSource], read while the
/// statement is executed, in vectors that have the rows of a block of [PointBlocks].
///
/// DuckDB cannot remove a registered function, so that there is one for all sources, which are
/// found by their number.
final class PointTable implements DuckDBTableFunction<Long, PointTable.Scan, Object> {
  static final String NAME = "machine_points";

  private static final PointProperty[] PROPERTIES = PointProperty.values();
  private static final int FIRST_PROPERTY = 6;

  /// No measured value is larger. Larger ones, and infinity, are written as unknown values: sums
  /// and products of others are finite.
  private static final double LARGEST = 1e30;

  private final Map<Long, Scan> scans = new ConcurrentHashMap<>();

  /// The reading of one source.
  static final class Scan implements AutoCloseable {
    private final PointBlocks blocks;
    private long points;
    private boolean isAtEnd;
    private @Nullable Throwable failure;

    Scan(PointSource source) {
      this.blocks = new PointBlocks(source);
    }

    long points() {
      return points;
    }

    private PointBlocks.Block next() throws IOException, MachineFileException {
      try {
        PointBlocks.Block block = blocks.next();
        points += block.rows();
        isAtEnd = block.rows() < PointBlocks.ROWS;
        return block;
      } catch (IOException | MachineFileException | RuntimeException | Error e) {
        failure = e;
        throw e;
      }
    }

    /// Throws the failure of the source, which DuckDB reports as a text only.
    void rethrow() throws IOException, MachineFileException {
      switch (failure) {
        case MachineFileException invalid -> throw invalid;
        case IOException unreadable -> throw unreadable;
        case RuntimeException bug -> throw bug;
        case Error fatal -> throw fatal;
        case null, default -> {
          // The source has not failed.
        }
      }
    }

    /// Ends the reading. The source is not closed.
    @Override
    public void close() {
      blocks.close();
    }
  }

  void add(long id, Scan scan) {
    scans.put(id, scan);
  }

  void remove(long id) {
    scans.remove(id);
  }

  @Override
  public Long bind(DuckDBTableFunctionBindInfo info) throws SQLException {
    info.addResultColumn(PointColumns.LONGITUDE, double.class)
        .addResultColumn(PointColumns.LATITUDE, double.class)
        .addResultColumn(PointColumns.EPOCH_MILLIS, long.class)
        .addResultColumn(PointColumns.SECTION, int.class)
        .addResultColumn(PointColumns.MACHINE, int.class)
        .addResultColumn(PointColumns.LABEL, String.class);
    for (PointProperty property : PROPERTIES) {
      info.addResultColumn(property.leafName(), double.class);
    }
    return info.getParameter(0).getLong();
  }

  @Override
  public Scan init(DuckDBTableFunctionInitInfo info) throws SQLException {
    info.setMaxThreads(1);
    Scan scan = scans.get(info.<Long>getBindData());
    if (scan == null) {
      throw new SQLException("There is no such source of points");
    }
    return scan;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
      throws Exception {
    Scan scan = info.getInitData();
    if (scan.isAtEnd) {
      return 0;
    }
    if (chunk.capacity() < PointBlocks.ROWS) {
      throw new SQLException("DuckDB's vectors have fewer rows than a block");
    }
    PointBlocks.Block block = scan.next();
    fill(chunk, block);
    return block.rows();
  }

  /// Reads a row that has the columns of [PointColumns] in their order.
  static void read(ResultSet rows, PointRow row) throws SQLException {
    row.clear();
    row.moveTo(number(rows, 1), number(rows, 2));
    long millis = rows.getLong(3);
    if (!rows.wasNull()) {
      row.recordedAt(millis);
    }
    row.setSection(rows.getInt(4));
    row.setMachine(rows.getInt(5));
    row.setLabel(rows.getString(6));
    for (int i = 0; i < PROPERTIES.length; i++) {
      row.set(PROPERTIES[i], number(rows, FIRST_PROPERTY + 1 + i));
    }
  }

  static double number(ResultSet rows, int column) throws SQLException {
    double value = rows.getDouble(column);
    return rows.wasNull() ? Double.NaN : value;
  }

  private static void fill(DuckDBDataChunkWriter chunk, PointBlocks.Block block)
      throws SQLException {
    int rows = block.rows();
    fill(chunk.vector(0), block.longitudes(), rows);
    fill(chunk.vector(1), block.latitudes(), rows);
    DuckDBWritableVector times = chunk.vector(2);
    DuckDBWritableVector sections = chunk.vector(3);
    DuckDBWritableVector machines = chunk.vector(4);
    for (int i = 0; i < rows; i++) {
      long millis = block.epochMillis()[i];
      if (millis == Long.MIN_VALUE) {
        times.setNull(i);
      } else {
        times.setLong(i, millis);
      }
      sections.setInt(i, block.sections()[i]);
      machines.setInt(i, block.machines()[i]);
    }
    chunk.vector(5).setStrings(0, Arrays.copyOf(block.labels(), rows));
    for (int i = 0; i < PROPERTIES.length; i++) {
      fill(chunk.vector(FIRST_PROPERTY + i), block.values(i), rows);
    }
  }

  private static void fill(DuckDBWritableVector vector, double[] values, int rows)
      throws SQLException {
    for (int i = 0; i < rows; i++) {
      set(vector, i, values[i]);
    }
  }

  private static void set(DuckDBWritableVector vector, int index, double value) {
    if (Double.isNaN(value) || Math.abs(value) > LARGEST) {
      vector.setNull(index);
    } else {
      // Negative zero is equal to zero, but is written as another value.
      vector.setDouble(index, value + 0.0);
    }
  }
}
