package io.headland.server.core.machinefile;

/// What a value measures. Units convert only within one dimension.
public enum Dimension {
  LENGTH,
  AREA,
  SPEED,
  ANGLE,
  FRACTION,
  COUNT,
  MASS,
  VOLUME,
  FORCE,
  COUNT_PER_AREA,
  MASS_PER_AREA,
  VOLUME_PER_AREA
}
