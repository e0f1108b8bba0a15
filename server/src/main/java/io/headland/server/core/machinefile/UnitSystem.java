package io.headland.server.core.machinefile;

/// The setting `unitMeasurement` of Leaf: the units in which values are returned.
public enum UnitSystem {
  /// The units of the machine file; areas in square metres.
  DEFAULT,
  IMPERIAL,
  METRIC;

  /// The unit of a property, or of its total, in this system.
  ///
  /// @param source the unit of the machine file
  public MeasurementUnit unit(PointProperty property, MeasurementUnit source) {
    if (this == DEFAULT) {
      return source;
    }
    boolean imperial = this == IMPERIAL;
    return switch (source.dimension()) {
      case AREA -> imperial ? MeasurementUnit.ACRE : MeasurementUnit.HECTARE;
      case LENGTH -> length(property);
      case SPEED -> imperial ? MeasurementUnit.FOOT_PER_SECOND : MeasurementUnit.METRE_PER_SECOND;
      case MASS -> mass(property);
      case VOLUME -> volume(property);
      case FORCE -> imperial ? MeasurementUnit.POUND_FORCE : MeasurementUnit.KILOGRAM_FORCE;
      case COUNT_PER_AREA ->
          imperial ? MeasurementUnit.SEEDS_PER_ACRE : MeasurementUnit.SEEDS_PER_HECTARE;
      case MASS_PER_AREA -> massPerArea(property);
      case VOLUME_PER_AREA -> volumePerArea(property);
      case ANGLE, FRACTION, COUNT -> source;
    };
  }

  private MeasurementUnit length(PointProperty property) {
    boolean isDepth =
        switch (property) {
          case SEED_DEPTH, TILLAGE_DEPTH_ACTUAL, TILLAGE_DEPTH_TARGET -> true;
          default -> false;
        };
    if (this == IMPERIAL) {
      return isDepth ? MeasurementUnit.INCH : MeasurementUnit.FOOT;
    }
    return isDepth ? MeasurementUnit.CENTIMETRE : MeasurementUnit.METRE;
  }

  private MeasurementUnit mass(PointProperty property) {
    if (this == IMPERIAL) {
      return MeasurementUnit.POUND;
    }
    return isYield(property) ? MeasurementUnit.TONNE : MeasurementUnit.KILOGRAM;
  }

  private MeasurementUnit massPerArea(PointProperty property) {
    if (this == IMPERIAL) {
      return MeasurementUnit.POUND_PER_ACRE;
    }
    return isYield(property)
        ? MeasurementUnit.TONNE_PER_HECTARE
        : MeasurementUnit.KILOGRAM_PER_HECTARE;
  }

  private MeasurementUnit volume(PointProperty property) {
    if (isYield(property)) {
      return this == IMPERIAL ? MeasurementUnit.BUSHEL : MeasurementUnit.CUBIC_METRE;
    }
    return this == IMPERIAL ? MeasurementUnit.GALLON : MeasurementUnit.LITRE;
  }

  private MeasurementUnit volumePerArea(PointProperty property) {
    if (isYield(property)) {
      return this == IMPERIAL
          ? MeasurementUnit.BUSHEL_PER_ACRE
          : MeasurementUnit.CUBIC_METRE_PER_HECTARE;
    }
    return this == IMPERIAL ? MeasurementUnit.GALLON_PER_ACRE : MeasurementUnit.LITRE_PER_HECTARE;
  }

  private static boolean isYield(PointProperty property) {
    return switch (property) {
      case WET_MASS,
          WET_MASS_PER_AREA,
          WET_VOLUME,
          WET_VOLUME_PER_AREA,
          DRY_MASS,
          DRY_MASS_PER_AREA,
          DRY_VOLUME,
          DRY_VOLUME_PER_AREA,
          PROVIDER_VOLUME_PER_AREA ->
          true;
      default -> false;
    };
  }
}
