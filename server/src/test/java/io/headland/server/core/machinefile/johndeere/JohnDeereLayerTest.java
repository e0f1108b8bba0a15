package io.headland.server.core.machinefile.johndeere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.archive.ReadFile;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes;
import io.headland.server.core.machinefile.shapefile.ShapefileBytes.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forms of exports that the published samples do not have.
class JohnDeereLayerTest {
  private static final String APPLICATION =
      """
      {"Operation": "Application", "DataAttributes": [null, {"Name": "AppliedRate", "Unit": "%s"},
         {"Name": "DISTANCE", "Unit": "m"}, {"Name": "SWATHWIDTH", "Unit": "m"}],
       "MachineUsage": {"1": null, "x": {"MachineSerial": "s"}},
       "Products": [{"ProductName": "Water", "ProductUseHash": "h1"}, null,
         {"ProductName": "---", "ProductUseHash": "h2"},
         {"ProductName": "Mix", "ProductUseHash": "h3", "TankMix": true,
          "Components": [null, {"Name": "AMS"}, {"Name": "Oil", "Rate": {"Unit": "floz1ac-1"}}]}]}
      """;

  @TempDir private Path folder;

  /// An export with one record and a square of 0.001 degrees.
  private Path export(String metadata, byte[] shp, Map<String, String> values) throws IOException {
    List<Column> columns = new ArrayList<>();
    List<String> row = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          boolean isText = name.equals("IsoTime") || name.equals("PRODUCTHASH");
          columns.add(new Column(name, isText ? 'C' : 'N', 24));
          row.add(value);
        });
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a-Deere-Metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
    entries.put("a.shp", shp);
    entries.put("a.dbf", ShapefileBytes.dbf(columns, List.of(row)));
    return MachineFileSamples.zip(folder.resolve("upload.zip"), entries);
  }

  private static byte[] point() {
    return ShapefileBytes.points(List.of(new double[] {-93, 41}));
  }

  private static Map<String, String> application(String product) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("IsoTime", "2026-05-04T08:00:00.000Z");
    values.put("AppliedRate", "10");
    values.put("DISTANCE", "2");
    values.put("SWATHWIDTH", "9");
    values.put("PRODUCTHASH", product);
    return values;
  }

  @Test
  void aProductIsNamedByItsHash() throws Exception {
    ReadFile read =
        ReadFile.of(export(APPLICATION.formatted("gal1ac-1"), point(), application("h3")), folder);

    assertThat(read.last().label()).isEqualTo("Mix");
    assertThat(read.area()).isCloseTo(18, within(1e-9));
    assertThat(read.description().machinery()).isEmpty();
    assertThat(read.description().products())
        .extracting(each -> each.name() + each.isTankMix())
        .containsExactly("Waterfalse", "Mixtrue");
    assertThat(read.description().products().getLast().components()).hasSize(2);
  }

  @Test
  void anUnknownUnitIsAnError() throws Exception {
    Path written = export(APPLICATION.formatted("furlong"), point(), application("h1"));

    assertThatThrownBy(() -> ReadFile.of(written, folder))
        .hasMessage(
            "The metadata of John Deere names the unit \"furlong\" for the column AppliedRate,"
                + " which is not supported.");
  }

  @Test
  void aMissingUnitIsAnError() throws Exception {
    Path written = export(APPLICATION.formatted(""), point(), application("h1"));

    assertThatThrownBy(() -> ReadFile.of(written, folder))
        .hasMessage("The metadata of John Deere names no unit for the column AppliedRate.");
  }

  @Test
  void aPolygonWithoutDistanceHasItsOwnArea() throws Exception {
    byte[] square = ShapefileBytes.polygon(0, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 0);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("IsoTime", "2026-05-04T08:00:00.000Z");
    values.put("VRYIELDMAS", "9000");

    ReadFile read =
        ReadFile.of(
            export(
                "{\"Operation\": \"Harvest\", \"DataAttributes\": [{\"Name\": \"VRYIELDMAS\","
                    + " \"Unit\": \"lb1ac-1\"}]}",
                square,
                values),
            folder);

    // A thousandth of a degree is 111.195 m.
    assertThat(read.area()).isCloseTo(111.195 * 111.195, within(0.5));
    assertThat(read.last().longitude()).isCloseTo(0.0005, within(1e-9));
    assertThat(read.last(PointProperty.DRY_MASS_PER_AREA)).isEqualTo(9_000);
  }

  @Test
  void aPointWithoutDistanceHasNoArea() throws Exception {
    Map<String, String> values = application("h1");
    values.remove("DISTANCE");
    Path written = export(APPLICATION.formatted("gal1ac-1"), point(), values);

    assertThatThrownBy(() -> ReadFile.of(written, folder))
        .hasMessage("missing required properties: area");
  }
}
