package io.headland.server.core.machinefile.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.Gdal;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.point.PointEngine;
import io.headland.server.core.machinefile.shapefile.DbfReader;
import io.headland.server.core.machinefile.shapefile.ImportedNames;
import io.headland.server.core.machinefile.shapefile.ShpReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/// GeoPackages and shapefiles of points that were written by [PointEngine].
class PointExportIT {
  private static final Instant CHANGED = Instant.parse("2026-10-02T12:00:00Z");
  private static final Instant FIRST = Instant.parse("2026-10-01T08:00:00.125Z");

  private static final MachineFileDescription HARVEST =
      new MachineFileDescription(
          OperationType.HARVESTED,
          "Harvest",
          "corn",
          Map.of(
              PointProperty.WET_MASS, MeasurementUnit.POUND,
              PointProperty.ELEVATION, MeasurementUnit.FOOT),
          List.of(
              new Machinery(1, false, "S780", "John Deere", "1H0S780"),
              new Machinery(0, true, "Corn \"head\"", "John Deere", "1H0608C")),
          List.of(),
          OriginalPlace.UNKNOWN);

  @TempDir private Path folder;
  private PointEngine engine;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static PointRow row(int i, double mass, double elevation, String label) {
    PointRow row = new PointRow();
    row.clear();
    row.moveTo(-93.12345678901234 + i * 1e-5, 41.6 + i * 1e-5);
    row.recordedAt(FIRST.toEpochMilli() + i * 1_000L);
    row.setMachine(1);
    row.setSection(i % 3);
    row.setLabel(label);
    row.set(PointProperty.AREA, 18.25);
    row.set(PointProperty.WET_MASS, mass);
    row.set(PointProperty.ELEVATION, elevation);
    return row;
  }

  /// Values that are large, small, negative, unknown, or have many digits.
  private static List<PointRow> points() {
    String longLabel = "Größe".repeat(60);
    List<PointRow> rows = new ArrayList<>();
    rows.add(row(0, 9_123.456789012345, -3.3333333333333335, "Ü 1"));
    rows.add(row(1, 0.1 + 0.2, Double.NaN, longLabel));
    rows.add(row(2, 1e-3, 1.0 / 3, ""));
    rows.add(row(3, 98_765.4321, 0, "B"));
    PointRow withoutTime = row(4, 1, 300, "B");
    withoutTime.recordedAt(Long.MIN_VALUE);
    rows.add(withoutTime);
    return rows;
  }

  private ExportedPoints write(List<PointRow> rows, UnitSystem system) throws Exception {
    Path file = folder.resolve("points.parquet");
    engine.write(new Rows(rows), file);
    return ExportedPoints.of(engine, file, HARVEST, system);
  }

  /// Points of a list.
  private static final class Rows implements PointSource {
    private final List<PointRow> rows;
    private int next;

    Rows(List<PointRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next(PointRow row) {
      if (next == rows.size()) {
        return false;
      }
      PointRow from = rows.get(next++);
      row.clear();
      row.moveTo(from.longitude(), from.latitude());
      row.recordedAt(from.epochMillis());
      row.setSection(from.section());
      row.setMachine(from.machine());
      row.setLabel(from.label());
      for (PointProperty property : PointProperty.values()) {
        row.set(property, from.get(property));
      }
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private Path geoPackage(ExportedPoints points) throws IOException {
    Path target = Files.createFile(folder.resolve("it's a #1?.gpkg"));
    GeoPackage.write(engine, points, CHANGED, target);
    return target;
  }

  private Path shapefile(ExportedPoints points) throws IOException {
    Path target = folder.resolve("shapefile.zip");
    try (OutputStream out = Files.newOutputStream(target);
        ShapefileZip zip = ShapefileZip.open(engine, points, CHANGED)) {
      zip.write(out);
    }
    return target;
  }

  @Test
  void aGeoPackageHasTheTablesOfTheStandardAndTheExactValues() throws Exception {
    ExportedPoints points = write(points(), UnitSystem.DEFAULT);

    Path file = geoPackage(points);

    assertThat(Files.size(file)).isLessThanOrEqualTo(GeoPackage.maxBytes(points));
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        Statement statement = database.createStatement()) {
      assertThat(text(statement, "pragma application_id")).isEqualTo("1196444487");
      assertThat(text(statement, "pragma user_version")).isEqualTo("10300");
      assertThat(text(statement, "pragma integrity_check")).isEqualTo("ok");
      assertThat(text(statement, "pragma foreign_key_check")).isEmpty();
      assertThat(
              text(
                  statement,
                  "select table_name, data_type, last_change, srs_id from gpkg_contents"))
          .isEqualTo("harvested_20261001|features|2026-10-02T12:00:00.000Z|4326");
      assertThat(text(statement, "select * from gpkg_geometry_columns"))
          .isEqualTo("harvested_20261001|geom|POINT|4326|0|0");
      assertThat(text(statement, "select srs_id from gpkg_spatial_ref_sys order by 1"))
          .isEqualTo("-1\n0\n4326");
      assertThat(
              text(statement, "select table_name, extension_name from gpkg_extensions order by 1"))
          .isEqualTo(
              """
              gpkg_data_column_constraints|gpkg_schema
              gpkg_data_columns|gpkg_schema
              harvested_20261001|gpkg_rtree_index""");
      assertThat(
              text(
                  statement,
                  "select title, description from gpkg_data_columns where column_name = 'wetMass'"))
          .isEqualTo("wetMass (lb)|Wet mass. Unit: lb.");
      assertThat(
              text(
                  statement,
                  """
                  select fid, timestamp, operationType, crop, variety, machinery, sectionId, area
                    from harvested_20261001
                   where fid in (1, 5)
                   order by fid
                  """))
          .isEqualTo(
              """
              1|2026-10-01T08:00:00.125Z|harvested|corn|Ü 1|S780, Corn "head"|0|18.25
              5|null|harvested|corn|B|S780, Corn "head"|1|18.25""");
      requireExactValues(statement, points());
    }
  }

  private static void requireExactValues(Statement statement, List<PointRow> expected)
      throws SQLException, ParseException {
    try (ResultSet rows =
        statement.executeQuery("select wetMass, geom from harvested_20261001 order by fid")) {
      for (PointRow row : expected) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getDouble(1)).isEqualTo(row.get(PointProperty.WET_MASS));
        byte[] geometry = rows.getBytes(2);
        assertThat(HexFormat.of().formatHex(geometry, 0, 8)).isEqualTo("47500001e6100000");
        assertThat(new WKBReader().read(Arrays.copyOfRange(geometry, 8, 29)).getCoordinate())
            .isEqualTo(new Coordinate(row.longitude(), row.latitude()));
      }
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(rows.getString(i)));
        }
        lines.add(String.join("|", values));
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void aShapefileHasAllValuesWithTheirDigits() throws Exception {
    List<PointRow> rows = points();
    Map<String, byte[]> entries = entries(shapefile(write(rows, UnitSystem.DEFAULT)));

    assertThat(entries.keySet())
        .containsExactlyInAnyOrder(
            "harvested_20261001.shp",
            "harvested_20261001.shx",
            "harvested_20261001.dbf",
            "harvested_20261001.prj",
            "harvested_20261001.cpg",
            "columns.csv");
    assertThat(new String(entries.get("harvested_20261001.cpg"), StandardCharsets.UTF_8))
        .isEqualTo("UTF-8");
    assertThat(new String(entries.get("columns.csv"), StandardCharsets.UTF_8))
        .startsWith("column,property,unit,description\r\ntimestamp,timestamp,,\"Time")
        .contains("\r\nwet_mass,wetMass,lb,\"Wet mass. Unit: lb.\"\r\n");
    try (DbfReader dbf =
            DbfReader.open(
                new ByteArrayInputStream(entries.get("harvested_20261001.dbf")),
                StandardCharsets.UTF_8);
        ShpReader shp =
            ShpReader.open(new ByteArrayInputStream(entries.get("harvested_20261001.shp")))) {
      assertThat(dbf.records()).isEqualTo(rows.size());
      for (PointRow row : rows) {
        assertThat(dbf.next() && shp.next()).isTrue();
        assertThat(shp.x()).isEqualTo(row.longitude());
        assertThat(shp.y()).isEqualTo(row.latitude());
        assertThat(Double.parseDouble(dbf.text(dbf.indexOf("wet_mass"))))
            .isCloseTo(row.get(PointProperty.WET_MASS), within(5e-13));
        double elevation = row.get(PointProperty.ELEVATION);
        String text = dbf.text(dbf.indexOf("gps_elev"));
        if (Double.isNaN(elevation)) {
          assertThat(text).isEmpty();
        } else {
          assertThat(Double.parseDouble(text)).isCloseTo(elevation, within(5e-15));
        }
        assertThat(row.label()).startsWith(dbf.text(dbf.indexOf("variety")));
        // 254 bytes hold 182 characters of the long one.
        assertThat(dbf.text(dbf.indexOf("variety"))).hasSize(Math.min(182, row.label().length()));
        assertThat(dbf.text(dbf.indexOf("machinery"))).isEqualTo("S780, Corn \"head\"");
      }
      assertThat(dbf.next()).isFalse();
      assertThat(shp.next()).isFalse();
    }
  }

  private static Map<String, byte[]> entries(Path zip) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void gdalReadsBothFormatsWithTheSameSums() throws Exception {
    List<PointRow> rows = points();
    ExportedPoints points = write(rows, UnitSystem.METRIC);
    double kilograms =
        rows.stream().mapToDouble(row -> row.get(PointProperty.WET_MASS)).sum() * 0.45359237;

    for (String source : List.of(geoPackage(points).toString(), "/vsizip/" + shapefile(points))) {
      boolean isShapefile = source.endsWith(".zip");
      String info = Gdal.ogrInfo("-so", "-al", source);
      assertThat(info)
          .contains("Feature Count: 5", "Geometry: Point", "Layer name: harvested_20261001")
          .contains("Extent: (-93.123457, 41.600000) - (-93.123417, 41.600040)")
          .contains(isShapefile ? "GEOGCRS[\"WGS 84\"" : "ID[\"EPSG\",4326]");
      String sums =
          Gdal.ogrInfo(
              "-sql",
              "select count(*) as n, sum(%s) as mass, max(%s) as elevation from harvested_20261001"
                  .formatted(
                      isShapefile ? "wet_mass" : "wetMass", isShapefile ? "gps_elev" : "elevation"),
              source);
      assertThat(Gdal.number(sums, "n")).isEqualTo(5);
      assertThat(Gdal.number(sums, "mass")).isCloseTo(kilograms / 1_000, within(1e-9));
      assertThat(Gdal.number(sums, "elevation")).isCloseTo(91.44, within(1e-9));
      assertThat(Gdal.ogrInfo("-al", source)).contains("Größe", "S780, Corn \"head\"");
    }
  }

  @Test
  void thereAreFilesWithoutPoints() throws Exception {
    ExportedPoints points = write(List.of(), UnitSystem.DEFAULT);

    Path geoPackage = geoPackage(points);
    Path shapefile = shapefile(points);

    assertThat(points.layer()).isEqualTo("harvested");
    assertThat(entries(shapefile).get("harvested.shp")).hasSize(100);
    assertThat(Gdal.ogrInfo("-so", "-al", geoPackage.toString())).contains("Feature Count: 0");
    assertThat(Gdal.ogrInfo("-so", "-al", "/vsizip/" + shapefile)).contains("Feature Count: 0");
  }

  @Test
  void shortNamesAreDifferentAndAreNotReadInTheUnitsOfOtherPrograms() throws Exception {
    Set<String> names = new HashSet<>(Set.of("timestamp", "op_type", "crop", "variety", "product"));
    names.addAll(Set.of("machinery", "section"));
    for (PointProperty property : PointProperty.values()) {
      String name = ShortNames.of(property);
      assertThat(name).matches("[a-z_]{1,10}");
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(ImportedNames.of(name)).as("what %s is read as", name).isEmpty();
    }
  }

  @Test
  void aShapefileThatWouldBeTooLargeIsDetectedBeforeItIsWritten() throws Exception {
    ExportedPoints few = write(points(), UnitSystem.DEFAULT);
    ExportedPoints many =
        new ExportedPoints(few.file(), 20_000_000, new Envelope(), few.layer(), few.columns());
    ExportedPoints most =
        new ExportedPoints(few.file(), 76_695_845, new Envelope(), few.layer(), List.of());

    assertThat(ShapefileZip.fits(few)).isTrue();
    assertThat(ShapefileZip.fits(many)).isFalse();
    assertThat(ShapefileZip.fits(most)).isFalse();
  }

  @Test
  void aFullDiskIsReportedWithTheMessageOfTheOperatingSystem() throws Exception {
    List<PointRow> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(row(i, i, i, "A"));
    }
    ExportedPoints points = write(rows, UnitSystem.DEFAULT);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0);
    try {
      assertThatThrownBy(
              () -> GeoPackage.write(engine, points, CHANGED, disk.resolve("points.gpkg")))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    } finally {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
