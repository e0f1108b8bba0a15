package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.export.ExportColumn.Measured;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.point.StoredPoints;
import io.headland.server.platform.files.LoadedLibraries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Writes points as a GeoPackage: version 1.3 of the OGC standard, with one layer and its spatial
/// index. The descriptions of the columns, with their units, are in `gpkg_data_columns`.
public final class GeoPackage {
  private static final int BATCH = 1_000;

  /// Bytes of a row besides its values: sizes and types of the columns, the position, the id.
  private static final int ROW_BYTES = 64;

  /// Bytes of a point in the spatial index: its cell in a leaf, and the number of the leaf.
  private static final int INDEX_BYTES = 48;

  private static final int NUMBER_BYTES = 9;
  private static final int TIME_BYTES = 25;
  private static final int FIRST_PAGES = 256 * 1024;

  private GeoPackage() {}

  /// The largest size of the file.
  public static long maxBytes(ExportedPoints points) {
    long row = ROW_BYTES + INDEX_BYTES;
    for (ExportColumn column : points.columns()) {
      row +=
          switch (column) {
            case ExportColumn.Text text -> text.maxBytes() + 2;
            case ExportColumn.Time _ -> TIME_BYTES;
            case ExportColumn.Section _, Measured _ -> NUMBER_BYTES;
          };
    }
    return FIRST_PAGES + points.count() * row * 21 / 20;
  }

  /// Writes a file.
  ///
  /// @param changedAt when the points were last changed
  /// @param target an empty file
  /// @throws IOException with the message of the operating system when the disk is full
  public static void write(
      PointEngine engine, ExportedPoints points, Instant changedAt, Path target)
      throws IOException {
    try (Connection database = open(target);
        StoredPoints source = engine.pointsOf(points.file())) {
      try (Statement statement = database.createStatement()) {
        // An incomplete file is deleted, and never read.
        statement.execute("pragma journal_mode = off");
        statement.execute("pragma synchronous = off");
        statement.execute("pragma locking_mode = exclusive");
        statement.execute("pragma application_id = 0x47504B47");
        statement.execute("pragma user_version = 10300");
      }
      database.setAutoCommit(false);
      describe(database, points, changedAt);
      insert(database, points, source);
      database.commit();
    } catch (SQLiteException e) {
      String message =
          e.getResultCode() == SQLiteErrorCode.SQLITE_FULL
              ? "No space left on device"
              : "The GeoPackage could not be written";
      throw new IOException(message, e);
    } catch (SQLException e) {
      throw new IOException("The GeoPackage could not be written", e);
    }
  }

  static Connection open(Path target) throws SQLException {
    // As an address, in which a question mark of the path does not begin properties.
    Connection database = DriverManager.getConnection("jdbc:sqlite:" + target.toUri());
    LoadedLibraries.deleteFiles("sqlite-");
    return database;
  }

  private static void describe(Connection database, ExportedPoints points, Instant changedAt)
      throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (String sql : GeoPackageSchema.statements()) {
        statement.execute(sql);
      }
      statement.execute(
          "create table %s (fid integer primary key autoincrement not null, geom point%s)"
              .formatted(
                  points.layer(),
                  points.columns().stream()
                      .map(column -> ", \"%s\" %s".formatted(column.name(), type(column)))
                      .collect(Collectors.joining())));
    }
    Envelope extent = points.extent();
    boolean isEmpty = extent.isNull();
    execute(
        database,
        """
        insert into gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id)
        values (?, 'features', ?, ?, ?, ?, ?, ?, 4326)
        """,
        points.layer(),
        points.layer(),
        ExportedTime.of(changedAt.toEpochMilli()),
        isEmpty ? null : extent.getMinX(),
        isEmpty ? null : extent.getMinY(),
        isEmpty ? null : extent.getMaxX(),
        isEmpty ? null : extent.getMaxY());
    execute(
        database,
        "insert into gpkg_geometry_columns values (?, 'geom', 'POINT', 4326, 0, 0)",
        points.layer());
    for (ExportColumn column : points.columns()) {
      execute(
          database,
          """
          insert into gpkg_data_columns (table_name, column_name, name, title, description)
          values (?, ?, ?, ?, ?)
          """,
          points.layer(),
          column.name(),
          column.name(),
          column.unit().isEmpty() ? column.name() : column.name() + " (" + column.unit() + ")",
          column.description());
    }
  }

  private static String type(ExportColumn column) {
    return switch (column) {
      case ExportColumn.Time _ -> "datetime";
      case ExportColumn.Section _ -> "mediumint";
      case ExportColumn.Text _ -> "text";
      case Measured _ -> "double";
    };
  }

  private static void execute(Connection database, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static void insert(Connection database, ExportedPoints points, StoredPoints source)
      throws SQLException, IOException {
    List<ExportColumn> columns = points.columns();
    String sql =
        "insert into %s values (null, ?%s)"
            .formatted(points.layer(), String.join("", Collections.nCopies(columns.size(), ", ?")));
    try (PreparedStatement statement = database.prepareStatement(sql);
        GeoPackageIndex index = GeoPackageIndex.create(database, points.layer())) {
      PointRow row = new PointRow();
      int waiting = 0;
      while (source.next(row)) {
        index.add(row);
        statement.setBytes(1, geometry(row));
        for (int i = 0; i < columns.size(); i++) {
          bind(statement, i + 2, columns.get(i), row);
        }
        statement.addBatch();
        waiting++;
        if (waiting == BATCH) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
      index.finish();
    }
  }

  private static void bind(
      PreparedStatement statement, int index, ExportColumn column, PointRow row)
      throws SQLException {
    switch (column) {
      case ExportColumn.Time _ -> {
        if (row.epochMillis() == Long.MIN_VALUE) {
          statement.setNull(index, Types.VARCHAR);
        } else {
          statement.setString(index, ExportedTime.of(row.epochMillis()));
        }
      }
      case ExportColumn.Section _ -> statement.setInt(index, row.section());
      case ExportColumn.Text text -> {
        String value = text.value().apply(row);
        if (value.isEmpty()) {
          statement.setNull(index, Types.VARCHAR);
        } else {
          statement.setString(index, value);
        }
      }
      case Measured measured -> {
        double value = measured.of(row);
        if (Double.isNaN(value)) {
          statement.setNull(index, Types.DOUBLE);
        } else {
          statement.setDouble(index, value);
        }
      }
    }
  }

  /// A point with the header of a GeoPackage: little-endian, without an envelope.
  private static byte[] geometry(PointRow row) {
    return ByteBuffer.allocate(29)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'G')
        .put((byte) 'P')
        .put((byte) 0)
        .put((byte) 1)
        .putInt(4326)
        .put((byte) 1)
        .putInt(1)
        .putDouble(row.longitude())
        .putDouble(row.latitude())
        .array();
  }
}
