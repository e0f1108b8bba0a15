package io.headland.server.core.machinefile;

/// The setting `unitMeasurement` of Leaf: the units in which values are returned.
public enum UnitSystem {
  /// The units of the machine file; areas in square metres.
  DEFAULT,
  IMPERIAL,
  METRIC;

  /// The unit of a property in this system.
  ///
  /// @param source the unit of the machine file
  public MeasurementUnit unit(PointProperty property, MeasurementUnit source) {
    if (this == DEFAULT) {
      return source;
    }
    boolean imperial = this == IMPERIAL;
    return switch (source.dimension()) {
      case AREA -> imperial ? MeasurementUnit.ACRE : MeasurementUnit.HECTARE;
      case LENGTH -> imperial ? MeasurementUnit.FOOT : MeasurementUnit.METRE;
      case SPEED -> imperial ? MeasurementUnit.FOOT_PER_SECOND : MeasurementUnit.METRE_PER_SECOND;
      case MASS -> imperial ? MeasurementUnit.POUND : MeasurementUnit.TONNE;
      case VOLUME -> imperial ? MeasurementUnit.BUSHEL : MeasurementUnit.CUBIC_METRE;
      case FORCE -> imperial ? MeasurementUnit.POUND_FORCE : MeasurementUnit.KILOGRAM_FORCE;
      case COUNT_PER_AREA ->
          imperial ? MeasurementUnit.SEEDS_PER_ACRE : MeasurementUnit.SEEDS_PER_HECTARE;
      case MASS_PER_AREA -> {
        boolean isYield = property == PointProperty.WET_MASS_PER_AREA;
        MeasurementUnit metric =
            isYield ? MeasurementUnit.TONNE_PER_HECTARE : MeasurementUnit.KILOGRAM_PER_HECTARE;
        yield imperial ? MeasurementUnit.POUND_PER_ACRE : metric;
      }
      case VOLUME_PER_AREA -> {
        boolean isYield = property == PointProperty.PROVIDER_VOLUME_PER_AREA;
        MeasurementUnit applied =
            imperial ? MeasurementUnit.GALLON_PER_ACRE : MeasurementUnit.LITRE_PER_HECTARE;
        MeasurementUnit harvested =
            imperial ? MeasurementUnit.BUSHEL_PER_ACRE : MeasurementUnit.CUBIC_METRE_PER_HECTARE;
        yield isYield ? harvested : applied;
      }
      case ANGLE, FRACTION, COUNT -> source;
    };
  }
}
