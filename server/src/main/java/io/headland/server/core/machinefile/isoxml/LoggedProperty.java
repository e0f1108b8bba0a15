package io.headland.server.core.machinefile.isoxml;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import java.util.List;

/// The properties of points in time logs by their data dictionary identifiers (DDI, ISO 11783-11).
enum LoggedProperty {
  VOLUME_RATE(2, PointProperty.APPLIED_RATE, MeasurementUnit.LITRE_PER_HECTARE, 1e-4),
  VOLUME_TARGET(1, PointProperty.APPLIED_RATE_TARGET, MeasurementUnit.LITRE_PER_HECTARE, 1e-4),
  MASS_RATE(7, PointProperty.APPLIED_RATE, MeasurementUnit.KILOGRAM_PER_HECTARE, 0.01),
  MASS_TARGET(6, PointProperty.APPLIED_RATE_TARGET, MeasurementUnit.KILOGRAM_PER_HECTARE, 0.01),
  SEED_MASS_RATE(7, PointProperty.SEED_RATE, MeasurementUnit.KILOGRAM_PER_HECTARE, 0.01),
  SEED_MASS_TARGET(6, PointProperty.SEED_RATE_TARGET, MeasurementUnit.KILOGRAM_PER_HECTARE, 0.01),
  COUNT_RATE(12, PointProperty.SEED_RATE, MeasurementUnit.SEEDS_PER_HECTARE, 10),
  COUNT_TARGET(11, PointProperty.SEED_RATE_TARGET, MeasurementUnit.SEEDS_PER_HECTARE, 10),
  SEED_DEPTH(57, PointProperty.SEED_DEPTH, MeasurementUnit.CENTIMETRE, 0.1),
  TILLAGE_DEPTH(52, PointProperty.TILLAGE_DEPTH_ACTUAL, MeasurementUnit.CENTIMETRE, 0.1),
  TILLAGE_DEPTH_TARGET(51, PointProperty.TILLAGE_DEPTH_TARGET, MeasurementUnit.CENTIMETRE, 0.1),
  WORKING_DEPTH(57, PointProperty.TILLAGE_DEPTH_ACTUAL, MeasurementUnit.CENTIMETRE, 0.1),
  WORKING_DEPTH_TARGET(56, PointProperty.TILLAGE_DEPTH_TARGET, MeasurementUnit.CENTIMETRE, 0.1),
  VOLUME_YIELD(
      83, PointProperty.WET_VOLUME_PER_AREA, MeasurementUnit.CUBIC_METRE_PER_HECTARE, 0.01),
  MASS_YIELD(84, PointProperty.WET_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE, 1e-5),
  DRY_MASS_YIELD(181, PointProperty.DRY_MASS_PER_AREA, MeasurementUnit.TONNE_PER_HECTARE, 1e-5),
  /// Read by [TotalYield].
  TOTAL_YIELD(90, PointProperty.WET_MASS, MeasurementUnit.KILOGRAM, 1),
  MOISTURE(99, PointProperty.HARVEST_MOISTURE, MeasurementUnit.PERCENT, 1e-4),
  SPEED(397, PointProperty.SPEED, MeasurementUnit.METRE_PER_SECOND, 0.001);

  /// Ways in which a log can be of a type: the properties of the first that has its first property
  /// in the log are read.
  enum Work {
    VOLUME_HARVEST(
        OperationType.HARVESTED, VOLUME_YIELD, MASS_YIELD, DRY_MASS_YIELD, MOISTURE, SPEED),
    MASS_HARVEST(OperationType.HARVESTED, MASS_YIELD, DRY_MASS_YIELD, MOISTURE, SPEED),
    DRY_HARVEST(OperationType.HARVESTED, DRY_MASS_YIELD, MOISTURE, SPEED),
    TOTAL_HARVEST(OperationType.HARVESTED, TOTAL_YIELD, MOISTURE, SPEED),
    PLANTING(OperationType.PLANTED, COUNT_RATE, COUNT_TARGET, LoggedProperty.SEED_DEPTH, SPEED),
    SOWING(
        OperationType.PLANTED, SEED_MASS_RATE, SEED_MASS_TARGET, LoggedProperty.SEED_DEPTH, SPEED),
    VOLUME_APPLICATION(OperationType.APPLIED, VOLUME_RATE, VOLUME_TARGET, SPEED),
    MASS_APPLICATION(OperationType.APPLIED, MASS_RATE, MASS_TARGET, SPEED),
    TILLAGE(OperationType.TILLAGE, LoggedProperty.TILLAGE_DEPTH, TILLAGE_DEPTH_TARGET, SPEED),
    SHALLOW_TILLAGE(OperationType.TILLAGE, WORKING_DEPTH, WORKING_DEPTH_TARGET, SPEED);

    private final OperationType type;

    // List.of is immutable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<LoggedProperty> properties;

    Work(OperationType type, LoggedProperty... properties) {
      this.type = type;
      this.properties = List.of(properties);
    }

    OperationType type() {
      return type;
    }

    /// The first one is that without which a log is not of this work.
    List<LoggedProperty> properties() {
      return properties;
    }
  }

  private final int identifier;
  private final PointProperty property;
  private final MeasurementUnit unit;
  private final double resolution;

  LoggedProperty(int identifier, PointProperty property, MeasurementUnit unit, double resolution) {
    this.identifier = identifier;
    this.property = property;
    this.unit = unit;
    this.resolution = resolution;
  }

  int identifier() {
    return identifier;
  }

  PointProperty property() {
    return property;
  }

  MeasurementUnit unit() {
    return unit;
  }

  /// A stored value in the unit.
  double value(double stored) {
    return stored * resolution;
  }

  /// Whether the property is an amount per area: those of several bins add up, and it is zero while
  /// the implement does not work.
  boolean isPerArea() {
    return switch (unit.dimension()) {
      case COUNT_PER_AREA, MASS_PER_AREA, VOLUME_PER_AREA -> true;
      default -> false;
    };
  }
}
