package io.headland.server.core.machinefile.geojson;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;

/// The units of numbers whose file names none: those of US programs.
final class UsualUnits {
  private UsualUnits() {}

  static MeasurementUnit of(PointProperty property) {
    return switch (property) {
      case AREA -> MeasurementUnit.SQUARE_METRE;
      case DISTANCE, ELEVATION, EQUIPMENT_WIDTH -> MeasurementUnit.FOOT;
      case HEADING -> MeasurementUnit.DEGREE;
      case SPEED -> MeasurementUnit.MILE_PER_HOUR;
      case FUEL_USED -> MeasurementUnit.GALLON;
      case SEED_RATE, SEED_RATE_TARGET -> MeasurementUnit.SEEDS_PER_ACRE;
      case SEED_DEPTH, TILLAGE_DEPTH_ACTUAL, TILLAGE_DEPTH_TARGET -> MeasurementUnit.INCH;
      case DOWN_FORCE -> MeasurementUnit.POUND_FORCE;
      case SINGULATION, SKIPS, DOUBLES, HARVEST_MOISTURE, PROTEIN_PERCENTAGE ->
          MeasurementUnit.PERCENT;
      case APPLIED_RATE, APPLIED_RATE_TARGET -> MeasurementUnit.GALLON_PER_ACRE;
      case WET_MASS, DRY_MASS -> MeasurementUnit.POUND;
      case WET_MASS_PER_AREA, DRY_MASS_PER_AREA -> MeasurementUnit.POUND_PER_ACRE;
      case WET_VOLUME, DRY_VOLUME -> MeasurementUnit.BUSHEL;
      case WET_VOLUME_PER_AREA, DRY_VOLUME_PER_AREA, PROVIDER_VOLUME_PER_AREA ->
          MeasurementUnit.BUSHEL_PER_ACRE;
    };
  }
}
