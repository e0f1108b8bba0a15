package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.PointRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The spatial index of a layer of points, as in the extension `gpkg_rtree_index` of the standard:
/// a virtual table of SQLite's module R*Tree, and the triggers with which programs keep it up to
/// date. The module would insert one point after the other and split its nodes; they are written in
/// bulk here, in the form in which it stores them.
final class GeoPackageIndex implements AutoCloseable {
  private final Connection database;
  private final String layer;
  private final RTreeTables tables;
  private final RTreeLevel leaves;
  private long points;

  private GeoPackageIndex(Connection database, String layer, RTreeTables tables) {
    this.database = database;
    this.layer = layer;
    this.tables = tables;
    this.leaves = new RTreeLevel(tables, 0);
  }

  /// Creates an empty index.
  static GeoPackageIndex create(Connection database, String layer) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "create virtual table rtree_%s_geom using rtree(id, minx, maxx, miny, maxy)"
              .formatted(layer));
    }
    return new GeoPackageIndex(
        database, layer, RTreeTables.open(database, "rtree_%s_geom".formatted(layer)));
  }

  /// Adds the point with the next id.
  void add(PointRow row) throws SQLException {
    points++;
    double x = row.longitude();
    double y = row.latitude();
    leaves.add(points, below(x), above(x), below(y), above(y));
  }

  private static float below(double value) {
    float nearest = (float) value;
    return nearest > value ? Math.nextDown(nearest) : nearest;
  }

  private static float above(double value) {
    float nearest = (float) value;
    return nearest < value ? Math.nextUp(nearest) : nearest;
  }

  /// Completes the index. The triggers call functions that a program which changes points defines.
  void finish() throws SQLException {
    leaves.finish();
    try (Statement statement = database.createStatement()) {
      for (String trigger : triggers()) {
        statement.execute(trigger.replace("<layer>", layer));
      }
      statement.execute(
          """
          insert into gpkg_extensions
          values ('%s', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')
          """
              .formatted(layer));
    }
  }

  private static List<String> triggers() {
    String isPresent = "new.geom not null and not ST_IsEmpty(new.geom)";
    String isAbsent = "new.geom isnull or ST_IsEmpty(new.geom)";
    String insert =
        """
        insert or replace into rtree_<layer>_geom
        values (new.fid, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
        """;
    String delete = "delete from rtree_<layer>_geom where id = old.fid;\n";
    return List.of(
        trigger("insert", "insert", isPresent, insert),
        trigger("update1", "update of geom", "old.fid = new.fid and (" + isPresent + ")", insert),
        trigger("update2", "update of geom", "old.fid = new.fid and (" + isAbsent + ")", delete),
        trigger("update3", "update", "old.fid != new.fid and (" + isPresent + ")", delete + insert),
        trigger(
            "update4",
            "update",
            "old.fid != new.fid and (" + isAbsent + ")",
            "delete from rtree_<layer>_geom where id in (old.fid, new.fid);\n"),
        trigger("delete", "delete", "old.geom not null", delete));
  }

  private static String trigger(String name, String event, String condition, String actions) {
    return """
    create trigger rtree_<layer>_geom_%s after %s on <layer>
    when (%s)
    begin
    %send
    """
        .formatted(name, event, condition, actions);
  }

  @Override
  public void close() throws SQLException {
    tables.close();
  }
}
