package io.headland.server.core.machinefile.adapt;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.MeasurementUnit.Dimension;
import io.headland.server.core.machinefile.PointProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A variable of the ADAPT Standard: the code of its definition, and the unit that the definition
/// states.
///
/// @param code is also the name of the column in the GeoParquet file
/// @param isWeighed whether its mean over the area is a value of the summary
record AdaptVariable(String code, AdaptUnit unit, boolean isWeighed) {
  static final String TIMESTAMP = "Timestamp";

  /// The variable of a property that is measured in a unit; empty when the standard has none.
  static Optional<AdaptVariable> of(PointProperty property, MeasurementUnit unit) {
    return Optional.ofNullable(
        switch (property) {
          case DISTANCE -> of("DistanceTraveled", AdaptUnit.METRE);
          case ELEVATION -> of("Elevation", AdaptUnit.METRE);
          case HEADING -> of("Heading", AdaptUnit.DEGREE);
          case SPEED -> of("Speed", AdaptUnit.METRE_PER_SECOND);
          case EQUIPMENT_WIDTH -> of("Width", AdaptUnit.METRE);
          case SEED_RATE, APPLIED_RATE -> rate(unit, "Actual");
          case SEED_RATE_TARGET, APPLIED_RATE_TARGET -> rate(unit, "Target");
          case SEED_DEPTH -> weighed("SeedingDepthActual", AdaptUnit.METRE);
          case DOWN_FORCE -> weighed("DownforceAppliedActual", AdaptUnit.NEWTON);
          case SINGULATION -> weighed("SeedSingulation", AdaptUnit.PERCENT);
          case SKIPS -> share(unit, "SeedSkips");
          case DOUBLES -> share(unit, "SeedDoubles");
          case HARVEST_MOISTURE -> weighed("CommodityMoisture", AdaptUnit.PERCENT);
          case WET_MASS_PER_AREA -> weighed("YieldWetMassPerArea", AdaptUnit.KILOGRAM_PER_HECTARE);
          case DRY_MASS_PER_AREA -> weighed("YieldDryMassPerArea", AdaptUnit.KILOGRAM_PER_HECTARE);
          case WET_VOLUME_PER_AREA -> weighed("YieldWetVolumePerArea", AdaptUnit.LITRE_PER_HECTARE);
          case DRY_VOLUME_PER_AREA -> weighed("YieldDryVolumePerArea", AdaptUnit.LITRE_PER_HECTARE);
          case TILLAGE_DEPTH_ACTUAL -> weighed("TillageDepthActual", AdaptUnit.METRE);
          case TILLAGE_DEPTH_TARGET -> weighed("TillageDepthTarget", AdaptUnit.METRE);
          // The amounts of a point are its rates times its area.
          case AREA, WET_MASS, WET_VOLUME, DRY_MASS, DRY_VOLUME -> null;
          case FUEL_USED, PROTEIN_PERCENTAGE, PROVIDER_VOLUME_PER_AREA -> null;
        });
  }

  /// The variable of a total.
  static Optional<AdaptVariable> ofTotal(PointProperty property, MeasurementUnit unit) {
    return Optional.ofNullable(
        switch (property) {
          case WET_MASS -> of("YieldTotalWetMass", AdaptUnit.KILOGRAM);
          case DRY_MASS -> of("YieldTotalDryMass", AdaptUnit.KILOGRAM);
          case WET_VOLUME -> of("YieldTotalWetVolume", AdaptUnit.LITRE);
          case DRY_VOLUME -> of("YieldTotalDryVolume", AdaptUnit.LITRE);
          case SEED_RATE, APPLIED_RATE ->
              switch (unit.dimension()) {
                case COUNT -> of("AppliedTotalCount", AdaptUnit.COUNT);
                case MASS -> of("AppliedTotalMass", AdaptUnit.KILOGRAM);
                case VOLUME -> of("AppliedTotalVolume", AdaptUnit.LITRE);
                default -> null;
              };
          default -> null;
        });
  }

  private static @Nullable AdaptVariable rate(MeasurementUnit unit, String kind) {
    return switch (unit.dimension()) {
      case COUNT_PER_AREA -> weighed("AppliedCountPerArea" + kind, AdaptUnit.COUNT_PER_HECTARE);
      case MASS_PER_AREA -> weighed("AppliedMassPerArea" + kind, AdaptUnit.KILOGRAM_PER_HECTARE);
      case VOLUME_PER_AREA -> weighed("AppliedVolumePerArea" + kind, AdaptUnit.LITRE_PER_HECTARE);
      default -> null;
    };
  }

  /// A share; the standard has no variable for a number of seeds.
  private static @Nullable AdaptVariable share(MeasurementUnit unit, String code) {
    return unit.dimension() == Dimension.FRACTION ? weighed(code, AdaptUnit.PERCENT) : null;
  }

  private static AdaptVariable of(String code, AdaptUnit unit) {
    return new AdaptVariable(code, unit, false);
  }

  private static AdaptVariable weighed(String code, AdaptUnit unit) {
    return new AdaptVariable(code, unit, true);
  }

  /// The factor from a unit to that of the variable.
  double factor(MeasurementUnit from) {
    return from.toStandard(1) / unit.factor();
  }
}
