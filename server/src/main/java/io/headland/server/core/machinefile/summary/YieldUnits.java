package io.headland.server.core.machinefile.summary;

import static io.headland.server.core.machinefile.PointProperty.DRY_MASS;
import static io.headland.server.core.machinefile.PointProperty.DRY_MASS_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.DRY_VOLUME;
import static io.headland.server.core.machinefile.PointProperty.DRY_VOLUME_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.PROVIDER_VOLUME_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.WET_MASS;
import static io.headland.server.core.machinefile.PointProperty.WET_MASS_PER_AREA;
import static io.headland.server.core.machinefile.PointProperty.WET_VOLUME;
import static io.headland.server.core.machinefile.PointProperty.WET_VOLUME_PER_AREA;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The units of values that are computed from a yield: those of the system of units to which the
/// yield of the file belongs.
final class YieldUnits {
  private static final Set<MeasurementUnit> IMPERIAL =
      Set.of(
          MeasurementUnit.POUND_PER_ACRE,
          MeasurementUnit.BUSHEL_PER_ACRE,
          MeasurementUnit.POUND,
          MeasurementUnit.BUSHEL);

  /// The values of a file, the most important first.
  private static final List<PointProperty> YIELDS =
      List.of(
          WET_MASS_PER_AREA,
          WET_VOLUME_PER_AREA,
          DRY_MASS_PER_AREA,
          DRY_VOLUME_PER_AREA,
          PROVIDER_VOLUME_PER_AREA,
          WET_MASS,
          WET_VOLUME);

  private YieldUnits() {}

  /// The units for a file: pounds and bushels when its yield has one of them, otherwise tonnes and
  /// cubic metres.
  static Map<PointProperty, MeasurementUnit> like(Map<PointProperty, MeasurementUnit> ofFile) {
    boolean isImperial =
        YIELDS.stream()
            .filter(ofFile::containsKey)
            .findFirst()
            .map(ofFile::get)
            .filter(IMPERIAL::contains)
            .isPresent();
    MeasurementUnit massPerArea =
        isImperial ? MeasurementUnit.POUND_PER_ACRE : MeasurementUnit.TONNE_PER_HECTARE;
    MeasurementUnit volumePerArea =
        isImperial ? MeasurementUnit.BUSHEL_PER_ACRE : MeasurementUnit.CUBIC_METRE_PER_HECTARE;
    MeasurementUnit mass = isImperial ? MeasurementUnit.POUND : MeasurementUnit.TONNE;
    MeasurementUnit volume = isImperial ? MeasurementUnit.BUSHEL : MeasurementUnit.CUBIC_METRE;
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    for (PointProperty property : List.of(WET_MASS_PER_AREA, DRY_MASS_PER_AREA)) {
      units.put(property, massPerArea);
    }
    for (PointProperty property : List.of(WET_VOLUME_PER_AREA, DRY_VOLUME_PER_AREA)) {
      units.put(property, volumePerArea);
    }
    for (PointProperty property : List.of(WET_MASS, DRY_MASS)) {
      units.put(property, mass);
    }
    for (PointProperty property : List.of(WET_VOLUME, DRY_VOLUME)) {
      units.put(property, volume);
    }
    return units;
  }
}
