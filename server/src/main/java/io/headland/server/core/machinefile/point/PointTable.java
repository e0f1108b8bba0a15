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
/// statement is executed, in vectors of 2,048 rows.
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
  static final class Scan {
    private final PointSource source;
    private final PointRow row = new PointRow();
    private long points;
    private @Nullable Exception failure;

    Scan(PointSource source) {
      this.source = source;
    }

    long points() {
      return points;
    }

    /// Throws the failure of the source, which DuckDB reports as a text only.
    void rethrow() throws IOException, MachineFileException {
      if (failure instanceof MachineFileException invalid) {
        throw invalid;
      }
      if (failure instanceof IOException unreadable) {
        throw unreadable;
      }
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
    int capacity = Math.toIntExact(chunk.capacity());
    DuckDBWritableVector[] vectors = new DuckDBWritableVector[FIRST_PROPERTY + PROPERTIES.length];
    Arrays.setAll(vectors, chunk::vector);
    String[] labels = new String[capacity];
    int rows = 0;
    try {
      while (rows < capacity && scan.source.next(scan.row)) {
        labels[rows] = scan.row.label();
        fill(vectors, rows, scan.row);
        rows++;
      }
    } catch (IOException | MachineFileException e) {
      scan.failure = e;
      throw e;
    }
    vectors[5].setStrings(0, rows == capacity ? labels : Arrays.copyOf(labels, rows));
    scan.points += rows;
    return rows;
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

  private static void fill(DuckDBWritableVector[] vectors, int index, PointRow row) {
    set(vectors[0], index, row.longitude());
    set(vectors[1], index, row.latitude());
    if (row.epochMillis() == Long.MIN_VALUE) {
      vectors[2].setNull(index);
    } else {
      vectors[2].setLong(index, row.epochMillis());
    }
    vectors[3].setInt(index, row.section());
    vectors[4].setInt(index, row.machine());
    for (int i = 0; i < PROPERTIES.length; i++) {
      set(vectors[FIRST_PROPERTY + i], index, row.get(PROPERTIES[i]));
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
