package io.headland.server.core.machinefile.adapt;

/// The units of the ADAPT Standard: each variable has one.
enum AdaptUnit {
  METRE(1),
  METRE_PER_SECOND(1),
  DEGREE(1),
  PERCENT(0.01),
  NEWTON(1),
  KILOGRAM(1),
  LITRE(0.001),
  COUNT(1),
  KILOGRAM_PER_HECTARE(1 / 10_000.0),
  LITRE_PER_HECTARE(0.001 / 10_000),
  COUNT_PER_HECTARE(1 / 10_000.0);

  private final double factor;

  /// A unit.
  ///
  /// @param factor to the unit of the SI
  AdaptUnit(double factor) {
    this.factor = factor;
  }

  double factor() {
    return factor;
  }
}
