package io.headland.server.core.machinefile.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarvestValuesTest {
  private static PointRow derive(
      String crop, Map<PointProperty, MeasurementUnit> units, Map<PointProperty, Double> values)
      throws Exception {
    PointRow row = new PointRow();
    row.clear();
    row.set(PointProperty.AREA, 20);
    values.forEach(row::set);
    HarvestValues harvest =
        HarvestValues.of(FieldWork.description(OperationType.HARVESTED, crop, units));
    PointRow derived = new PointRow();
    PointSources.read(
        harvest.derive(FieldWork.source(List.of(row))), each -> FieldWork.copy(each, derived));
    return derived;
  }

  /// Values of John Deere for one point: 10,108 lb/ac at 16.5 % are 180.5 bu/ac and 177.31 dry.
  @ParameterizedTest
  @CsvSource({
    "corn, 16.5, 180.5, 177.3147",
    "corn, 14, 180.5, 180.5",
    "soybeans, 13, 168.4667, 168.4667"
  })
  void volumesAndDryValuesAreOfTheTableOfCrops(
      String crop, double moisture, double wetVolume, double dryVolume) throws Exception {
    PointRow row =
        derive(
            crop,
            Map.of(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.POUND_PER_ACRE),
            Map.of(
                PointProperty.WET_MASS_PER_AREA,
                10_108.0,
                PointProperty.HARVEST_MOISTURE,
                moisture));

    assertThat(row.get(PointProperty.WET_VOLUME_PER_AREA)).isCloseTo(wetVolume, within(0.001));
    assertThat(row.get(PointProperty.DRY_VOLUME_PER_AREA)).isCloseTo(dryVolume, within(0.001));
    assertThat(row.get(PointProperty.DRY_MASS_PER_AREA) / row.get(PointProperty.WET_MASS_PER_AREA))
        .isCloseTo(dryVolume / wetVolume, within(1e-6));
    assertThat(row.get(PointProperty.WET_MASS))
        .isCloseTo(10_108 * 20 / 4_046.8564224, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "WET_VOLUME_PER_AREA, BUSHEL_PER_ACRE, 180.5",
    "DRY_VOLUME_PER_AREA, BUSHEL_PER_ACRE, 177.31471",
    "PROVIDER_VOLUME_PER_AREA, BUSHEL_PER_ACRE, 177.31471",
    "DRY_MASS_PER_AREA, POUND_PER_ACRE, 9929.6235",
    "PROVIDER_VOLUME_PER_AREA, POUND_PER_ACRE, 9929.6235",
    "WET_MASS, POUND, 49.95482"
  })
  void theWetMassIsComputedFromEachOtherValue(
      PointProperty property, MeasurementUnit unit, double value) throws Exception {
    PointRow row =
        derive(
            "corn",
            Map.of(property, unit),
            Map.of(property, value, PointProperty.HARVEST_MOISTURE, 16.5));

    assertThat(row.get(PointProperty.WET_MASS_PER_AREA)).isCloseTo(10_108, within(0.1));
    assertThat(row.get(property)).isEqualTo(value);
  }

  @Test
  void aCropWithoutStandardMoistureHasDryValuesThatAreTheWetOnes() throws Exception {
    PointRow row =
        derive(
            "lentils",
            Map.of(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE),
            Map.of(PointProperty.WET_MASS_PER_AREA, 2.0));

    assertThat(row.get(PointProperty.DRY_MASS_PER_AREA)).isCloseTo(2, within(1e-12));
    assertThat(row.get(PointProperty.WET_MASS)).isCloseTo(0.004, within(1e-12));
  }

  @Test
  void aPointWithoutMoistureHasNoDryValues() throws Exception {
    PointRow row =
        derive(
            "corn",
            Map.of(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE),
            Map.of(PointProperty.WET_MASS_PER_AREA, 10.0));

    assertThat(row.get(PointProperty.DRY_MASS_PER_AREA)).isNaN();
    assertThat(row.get(PointProperty.WET_VOLUME_PER_AREA)).isPositive();
  }

  @Test
  void anUnknownCropHasNoVolumes() throws Exception {
    PointRow row =
        derive(
            "zantedeschia",
            Map.of(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE),
            Map.of(PointProperty.WET_MASS_PER_AREA, 10.0));

    assertThat(row.get(PointProperty.WET_VOLUME_PER_AREA)).isNaN();
    assertThat(row.get(PointProperty.DRY_MASS_PER_AREA)).isCloseTo(10, within(1e-12));
  }

  @Test
  void theUnitsAreOfTheSystemOfTheYield() {
    Map<PointProperty, MeasurementUnit> imperial = units(MeasurementUnit.POUND_PER_ACRE);
    Map<PointProperty, MeasurementUnit> metric = units(MeasurementUnit.KILOGRAM_PER_HECTARE);

    assertThat(imperial)
        .containsEntry(PointProperty.DRY_MASS_PER_AREA, MeasurementUnit.POUND_PER_ACRE)
        .containsEntry(PointProperty.WET_VOLUME, MeasurementUnit.BUSHEL);
    assertThat(metric)
        .containsEntry(PointProperty.WET_MASS_PER_AREA, MeasurementUnit.KILOGRAM_PER_HECTARE)
        .containsEntry(PointProperty.WET_MASS, MeasurementUnit.TONNE)
        .containsEntry(PointProperty.DRY_VOLUME_PER_AREA, MeasurementUnit.CUBIC_METRE_PER_HECTARE);
  }

  private static Map<PointProperty, MeasurementUnit> units(MeasurementUnit ofMass) {
    return HarvestValues.of(
            FieldWork.description(
                OperationType.HARVESTED, "corn", Map.of(PointProperty.WET_MASS_PER_AREA, ofMass)))
        .description()
        .units();
  }

  @Test
  void namesOfCropsAreFoundInEachForm() {
    assertThat(CropConversion.of("Wheat, Hard Red Winter"))
        .isEqualTo(CropConversion.of("hard red winter wheat"))
        .isPresent();
    assertThat(CropConversion.of("SOYBEANS").orElseThrow().poundsPerBushel()).isEqualTo(60);
    assertThat(CropConversion.of("")).isEmpty();
  }
}
