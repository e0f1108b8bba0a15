package io.headland.server.core.machinefile.point;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.archive.ReadFile;
import io.headland.server.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class PointGeoJsonIT {
  private static final Map<PointProperty, MeasurementUnit> UNITS =
      Map.of(
          PointProperty.DISTANCE,
          MeasurementUnit.FOOT,
          PointProperty.WET_MASS_PER_AREA,
          MeasurementUnit.POUND_PER_ACRE);

  @TempDir private Path folder;
  private PointEngine engine;
  private Path file;

  @BeforeEach
  void open() {
    engine = PointEngine.open(folder.resolve("temporary"), 128);
    file = folder.resolve("points.parquet");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static PointSource harvest(int points) {
    return new PointSource() {
      private int next;

      @Override
      public boolean next(PointRow row) {
        row.clear();
        row.moveTo(-93.5, 41.6);
        row.recordedAt(1_509_094_612_124L);
        row.set(PointProperty.AREA, 20);
        row.set(PointProperty.DISTANCE, 10);
        row.set(PointProperty.WET_MASS_PER_AREA, 8_921.79);
        row.setSection(105);
        row.setLabel("CORNVAR-001");
        return next++ < points;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  private JsonNode document(UnitSystem system, int points) throws Exception {
    engine.write(harvest(points), file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PointGeoJson(OperationType.HARVESTED, UNITS, system).write(engine, file, out);
    return Json.MAPPER.readTree(out.toByteArray());
  }

  @Test
  void aPointHasTheUnitsOfTheFile() throws Exception {
    JsonNode document = document(UnitSystem.DEFAULT, 1);

    assertThat(document)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"type": "FeatureCollection",
                 "units": {"area": "m2", "distance": "ft", "wetMassPerArea": "lb/ac"}, "features": [
                  {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-93.5, 41.6]},
                   "properties": {"timestamp": "2017-10-27T08:56:52.124Z", "operationType": "harvested",
                     "area": 20.0, "distance": 10.0, "wetMassPerArea": 8921.79, "sectionId": 105,
                     "variety": "CORNVAR-001"}}]}
                """));
  }

  @Test
  void theUnitOfAMoistureHasTheNameThatLeafGivesIt() throws Exception {
    engine.write(harvest(1), file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new PointGeoJson(
            OperationType.HARVESTED,
            Map.of(
                PointProperty.HARVEST_MOISTURE,
                MeasurementUnit.PERCENT,
                PointProperty.PROTEIN_PERCENTAGE,
                MeasurementUnit.PERCENT),
            UnitSystem.DEFAULT)
        .write(engine, file, out);

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("units"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"area": "m2", "harvestMoisture": "percentage", "proteinPercentage": "prcnt"}
                """));
  }

  @Test
  void valuesAreConvertedToTheUnitsOfTheSystem() throws Exception {
    JsonNode metric = document(UnitSystem.METRIC, 1).at("/features/0/properties");

    assertThat(metric.path("area").doubleValue()).isCloseTo(0.002, within(1e-12));
    assertThat(metric.path("distance").doubleValue()).isCloseTo(3.048, within(1e-12));
    assertThat(metric.path("wetMassPerArea").doubleValue()).isCloseTo(10, within(1e-4));
    assertThat(new PointGeoJson(OperationType.HARVESTED, UNITS, UnitSystem.METRIC).units())
        .isEqualTo(
            Map.of(
                PointProperty.AREA,
                MeasurementUnit.HECTARE,
                PointProperty.DISTANCE,
                MeasurementUnit.METRE,
                PointProperty.WET_MASS_PER_AREA,
                MeasurementUnit.TONNE_PER_HECTARE));
  }

  @ParameterizedTest
  @EnumSource
  void theFileCanBeUploadedAndIsReadInItsUnits(UnitSystem system) throws Exception {
    byte[] json = Json.MAPPER.writeValueAsBytes(document(system, 2));

    ReadFile read =
        ReadFile.of(
            MachineFileSamples.zip(folder.resolve("upload.zip"), Map.of("points.geojson", json)),
            folder);

    assertThat(read.area()).isCloseTo(40, within(1e-9));
    MeasurementUnit unit =
        requireNonNull(read.description().units().get(PointProperty.WET_MASS_PER_AREA));
    assertThat(
            unit.convert(
                read.last().get(PointProperty.WET_MASS_PER_AREA), MeasurementUnit.POUND_PER_ACRE))
        .isCloseTo(8_921.79, within(1e-6));
  }

  private JsonNode described(
      OperationType type, String crop, List<MachineFileDescription.Product> products)
      throws Exception {
    engine.write(harvest(1), file);
    MachineFileDescription description =
        new MachineFileDescription(
            type,
            "Original",
            crop,
            UNITS,
            List.of(
                new MachineFileDescription.Machinery(0, false, "8295", "", ""),
                new MachineFileDescription.Machinery(2, false, "another", "", ""),
                new MachineFileDescription.Machinery(0, true, "16 row", "", "")),
            products,
            MachineFileDescription.OriginalPlace.UNKNOWN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PointGeoJson(description, UnitSystem.METRIC).write(engine, file, out);
    return Json.MAPPER.readTree(out.toByteArray()).at("/features/0/properties");
  }

  @Test
  void aPointHasTheCropAndTheMachinesOfItsFile() throws Exception {
    JsonNode point = described(OperationType.HARVESTED, "corn", List.of());

    assertThat(point.path("crop").asString()).isEqualTo("corn");
    assertThat(point.path("variety").asString()).isEqualTo("CORNVAR-001");
    assertThat(point.path("machinery")).hasToString("[\"8295\",\"16 row\"]");
    assertThat(point.path("originalOperationType").asString()).isEqualTo("Original");
  }

  @Test
  void anAppliedPointHasTheComponentsOfItsProduct() throws Exception {
    JsonNode point =
        described(
            OperationType.APPLIED,
            "",
            List.of(
                new MachineFileDescription.Product(
                    "CORNVAR-001",
                    true,
                    List.of(
                        new MachineFileDescription.Component("Water", true, 10, "gal1ac-1"),
                        new MachineFileDescription.Component("AMS", false, 15, "")))));

    assertThat(point.at("/products/0/name").asString()).isEqualTo("Water");
    assertThat(point.at("/products/0/rate/value").doubleValue()).isCloseTo(93.54, within(0.01));
    assertThat(point.at("/products/0/rate/unit").asString()).isEqualTo("L/ha");
    assertThat(point.at("/products/1")).hasToString("{\"name\":\"AMS\",\"rate\":{\"value\":15.0}}");
    assertThat(described(OperationType.APPLIED, "", List.of()).path("products"))
        .hasToString("[{\"name\":\"CORNVAR-001\"}]");
  }

  @Test
  void noPointsAreAnEmptyCollection() throws Exception {
    assertThat(document(UnitSystem.DEFAULT, 0).path("features")).isEmpty();
  }

  /// A receiver that stops after the first bytes.
  private static final class FirstBytes extends OutputStream {
    private int bytes;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      bytes += length;
      if (bytes > 4_096) {
        throw new IOException("enough");
      }
    }
  }

  @Test
  void theFirstBytesAreWrittenBeforeTheLastPointIsRead() throws Exception {
    engine.write(harvest(200_000), file);
    FirstBytes first = new FirstBytes();

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    new PointGeoJson(OperationType.HARVESTED, UNITS, UnitSystem.DEFAULT)
                        .write(engine, file, first)))
        .hasRootCauseMessage("enough");
    assertThat(first.bytes).isLessThan(100_000);
  }
}
