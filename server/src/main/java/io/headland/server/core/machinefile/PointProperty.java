package io.headland.server.core.machinefile;

/// The numeric properties of a point, with their names in Leaf's API (`standardGeojson`).
public enum PointProperty {
  AREA("area"),
  DISTANCE("distance"),
  ELEVATION("elevation"),
  HEADING("heading"),
  EQUIPMENT_WIDTH("equipmentWidth"),
  SEED_RATE("seedRate"),
  SEED_RATE_TARGET("seedRateTarget"),
  APPLIED_RATE("appliedRate"),
  APPLIED_RATE_TARGET("appliedRateTarget"),
  HARVEST_MOISTURE("harvestMoisture"),
  WET_MASS_PER_AREA("wetMassPerArea"),
  /// The yield as the provider states it, at its own standard moisture.
  PROVIDER_VOLUME_PER_AREA("providerVolumePerArea");

  private final String leafName;

  PointProperty(String leafName) {
    this.leafName = leafName;
  }

  public String leafName() {
    return leafName;
  }
}
