package io.headland.server.core.machinefile.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Gdal;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.point.PointEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The spatial index of a GeoPackage, verified by SQLite's module R*Tree and by GDAL.
class GeoPackageIndexIT {
  /// The cells of a node.
  private static final int NODE = 51;

  private static final int COLLECTED = 256 * NODE;

  private static final MachineFileDescription HARVEST =
      new MachineFileDescription(
          OperationType.HARVESTED,
          "Harvest",
          "corn",
          Map.of(),
          List.of(),
          List.of(),
          OriginalPlace.UNKNOWN);

  @TempDir private Path folder;

  /// Two machines that work side by side, in passes of a hundred points.
  private static final class Passes implements PointSource {
    private final int points;
    private int next;

    Passes(int points) {
      this.points = points;
    }

    @Override
    public boolean next(PointRow row) {
      if (next == points) {
        return false;
      }
      int machine = next % 2;
      int pass = next / 200;
      int step = next / 2 % 100;
      row.clear();
      row.moveTo(-93.1 + pass * 7e-5 + machine * 0.05, 41.6 + step * 2e-5);
      row.set(PointProperty.AREA, 12);
      next++;
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private Path geoPackage(int points) throws Exception {
    Path target = Files.createFile(folder.resolve("points.gpkg"));
    try (PointEngine engine = PointEngine.open(folder.resolve("temporary"), 128)) {
      Path file = folder.resolve("points.parquet");
      engine.write(new Passes(points), file);
      ExportedPoints exported = ExportedPoints.of(engine, file, HARVEST, UnitSystem.DEFAULT);
      GeoPackage.write(engine, exported, Instant.EPOCH, target);
      assertThat(Files.size(target)).isLessThanOrEqualTo(GeoPackage.maxBytes(exported));
    }
    return target;
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
  }

  private static String text(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, NODE, NODE + 1, NODE * NODE, NODE * NODE + 1, COLLECTED, COLLECTED + 1, 70_000})
  void containsEachPointOnce(int points) throws Exception {
    try (Connection database = open(geoPackage(points))) {
      assertThat(text(database, "select rtreecheck('rtree_harvested_geom')")).isEqualTo("ok");
      assertThat(text(database, "pragma integrity_check")).isEqualTo("ok");
      assertThat(text(database, "select count(*) from rtree_harvested_geom"))
          .isEqualTo(Integer.toString(points));
      assertThat(
              text(
                  database,
                  """
                  select count(*) from rtree_harvested_geom
                   where id between 1 and %d
                     and maxx - minx between 0 and 1e-4 and maxy - miny between 0 and 1e-4
                  """
                      .formatted(points)))
          .isEqualTo(Integer.toString(points));
    }
  }

  @Test
  void aLeafContainsPointsThatAreCloseToEachOther() throws Exception {
    try (Connection database = open(geoPackage(26_112))) {
      assertThat(text(database, "select count(*) from rtree_harvested_geom_node")).isEqualTo("524");
      // 0.005 degrees of one machine are 71 passes of a hundred points.
      assertThat(
              text(
                  database,
                  """
                  select count(distinct nodeno) from rtree_harvested_geom_rowid where rowid in
                      (select id from rtree_harvested_geom where minx > -93.1001 and maxx < -93.095)
                  """))
          .satisfies(leaves -> assertThat(Integer.parseInt(leaves)).isLessThan(2 * 7_200 / NODE));
    }
  }

  @Test
  void gdalFindsPointsWithTheIndexAndUpdatesItByTheTriggers() throws Exception {
    Path file = geoPackage(10_000);
    String inBox =
        "select count(*) as n from harvested h join rtree_harvested_geom r on r.id = h.fid"
            + " where minx > -93.09898 and maxx < -93.098 and miny > 41.60051 and maxy < 41.60149";
    String ofAll =
        "select count(*) as n from harvested where ST_MinX(geom) > -93.09898 and ST_MinX(geom) < -93.098"
            + " and ST_MinY(geom) > 41.60051 and ST_MinY(geom) < 41.60149";

    String has =
        Gdal.ogrInfo("-sql", "select HasSpatialIndex('harvested', 'geom')", file.toString());
    assertThat(Gdal.number(has, "HasSpatialIndex")).isEqualTo(1);
    assertThat(Gdal.number(Gdal.ogrInfo("-sql", inBox, file.toString()), "n"))
        .isPositive()
        .isEqualTo(Gdal.number(Gdal.ogrInfo("-sql", ofAll, file.toString()), "n"));

    Gdal.update(file, "delete from harvested where fid <= 1000");
    Gdal.update(
        file,
        "insert into harvested (fid, geom) select fid + 100000, geom from harvested where fid <= 1500");
    Gdal.update(file, "update harvested set geom = null where fid = 2000");
    Gdal.update(file, "update harvested set fid = 200000 where fid = 2001");
    Gdal.update(
        file,
        "update harvested set geom = (select geom from harvested where fid = 2003) where fid = 2002");

    try (Connection database = open(file)) {
      assertThat(text(database, "select rtreecheck('rtree_harvested_geom')")).isEqualTo("ok");
      assertThat(
              text(
                  database,
                  """
                  select count(*) || ' ' || count(*) filter (where id <= 1000)
                      || ' ' || count(*) filter (where id in (2000, 2001))
                      || ' ' || count(*) filter (where id between 101001 and 101500 or id = 200000)
                      || ' ' || count(distinct round(minx, 4) || ' ' || round(miny, 4)) filter (where id in (2002, 2003))
                    from rtree_harvested_geom
                  """))
          .isEqualTo("9499 0 0 501 1");
    }
  }
}
