package io.headland.server.core.machinefile.geojson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.GeoJsonSample;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.archive.ReadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonFileTest {
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 60, 40, Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("upload.zip");
  }

  private Path zip(String name, byte[] content) throws IOException {
    return MachineFileSamples.zip(file, Map.of(name, content));
  }

  private Path zip(String name, String content) throws IOException {
    return zip(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsGeoJsonOfLeaf() throws Exception {
    ReadFile read =
        ReadFile.of(
            zip(
                "folder/points.geojson",
                GeoJsonSample.of(PASSES)
                    .bytes(
                        "\"variety\": \"A-1\", \"sectionId\": 3, \"machinery\": [\"x\"], \"speed\":"
                            + " {\"value\": 8, \"unit\": \"km/hr\"}")),
            folder);

    assertThat(read.format()).isEqualTo(MachineFileFormat.GEOJSON);
    assertThat(read.name()).isEqualTo("folder/points");
    assertThat(read.description().type()).isEqualTo(OperationType.HARVESTED);
    assertThat(read.description().crop()).isEqualTo("corn");
    assertThat(read.description().units())
        .containsEntry(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.POUND_PER_ACRE)
        .containsEntry(PointProperty.SPEED, MeasurementUnit.KILOMETRE_PER_HOUR);
    assertThat(read.area()).isCloseTo(PASSES.area(), within(1e-6));
    assertThat(read.last().label()).isEqualTo("A-1");
    assertThat(read.last().section()).isEqualTo(3);
    assertThat(read.last().longitude()).isEqualTo(PASSES.positions().getLast().longitude());
  }

  @Test
  void theUnitsOfAGeoJsonFileAreThoseItNames() throws Exception {
    ReadFile read =
        ReadFile.of(
            zip(
                "points.json",
                GeoJsonSample.of(PASSES)
                    .units(
                        Map.of(
                            "wetMassPerArea",
                            "t/ha",
                            "area",
                            "ha",
                            "harvestMoisture",
                            "percentage"))
                    .bytes("")),
            folder);

    assertThat(read.description().units())
        .containsEntry(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE)
        .containsEntry(PointProperty.HARVEST_MOISTURE, MeasurementUnit.PERCENT);
    assertThat(read.area()).isCloseTo(PASSES.area() * 10_000, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"operationType\": \"guidance\" | unsupported operation type: guidance",
        "\"wetMassPerArea\": \"much\" | The property wetMassPerArea of feature 1 is not a number.",
        "\"wetMassPerArea\": {\"value\": 1, \"unit\": \"furlong\"} | The unit \"furlong\" is not"
            + " supported (feature 1).",
        "\"speed\": {\"value\": 1, \"unit\": \"lb\"} | The file states the unit \"lb\" for speed,"
            + " which is not measured in it.",
        "\"timestamp\": \"yesterday\" | The timestamp \"yesterday\" of feature 1 is not a time.",
      })
  void namesWhatIsWrongInAGeoJsonFile(String properties, String message) throws Exception {
    Path written = zip("a.geojson", GeoJsonSample.of(PASSES).bytes(properties));

    assertThatThrownBy(() -> ReadFile.of(written, folder)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | The GeoJSON file is not a feature collection.",
        "{\"type\":\"Feature\"} | The GeoJSON file is not a feature collection.",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"Polygon\"}}]} |"
            + " Feature 1 is of the type Polygon; only points are machine data.",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:32615\"}},\"features\":[]}"
            + " | The GeoJSON file has the coordinate system \"EPSG:32615\"; longitudes and"
            + " latitudes of WGS 84 are required.",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\" | The GeoJSON file is not valid"
            + " JSON in line 1, column 48.",
      })
  void namesWhyAGeoJsonFileCannotBeRead(String content, String message) throws Exception {
    Path written = zip("a.geojson", content);

    assertThatThrownBy(() -> ReadFile.of(written, folder)).hasMessage(message);
  }
}
