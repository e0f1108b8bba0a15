package io.headland.server.core.machinefile;

import java.util.Arrays;
import java.util.Optional;

/// The numeric properties of a point, with their names in Leaf's API (`standardGeojson`).
public enum PointProperty {
  AREA("area"),
  DISTANCE("distance"),
  ELEVATION("elevation"),
  HEADING("heading"),
  SPEED("speed"),
  EQUIPMENT_WIDTH("equipmentWidth"),
  FUEL_USED("fuelUsed"),
  SEED_RATE("seedRate"),
  SEED_RATE_TARGET("seedRateTarget"),
  SEED_DEPTH("seedDepth"),
  DOWN_FORCE("downForce"),
  SINGULATION("singulation"),
  SKIPS("skips"),
  DOUBLES("doubles"),
  APPLIED_RATE("appliedRate"),
  APPLIED_RATE_TARGET("appliedRateTarget"),
  HARVEST_MOISTURE("harvestMoisture"),
  PROTEIN_PERCENTAGE("proteinPercentage"),
  WET_MASS("wetMass"),
  WET_MASS_PER_AREA("wetMassPerArea"),
  WET_VOLUME("wetVolume"),
  WET_VOLUME_PER_AREA("wetVolumePerArea"),
  DRY_MASS("dryMass"),
  DRY_MASS_PER_AREA("dryMassPerArea"),
  DRY_VOLUME("dryVolume"),
  DRY_VOLUME_PER_AREA("dryVolumePerArea"),
  /// The yield as the provider states it, at its own standard moisture.
  PROVIDER_VOLUME_PER_AREA("providerVolumePerArea"),
  TILLAGE_DEPTH_ACTUAL("tillageDepthActual"),
  TILLAGE_DEPTH_TARGET("tillageDepthTarget");

  private final String leafName;

  PointProperty(String leafName) {
    this.leafName = leafName;
  }

  public String leafName() {
    return leafName;
  }

  /// The property with a name in Leaf's API; empty when points have none of this name.
  public static Optional<PointProperty> ofLeafName(String name) {
    return Arrays.stream(values()).filter(each -> each.leafName.equals(name)).findFirst();
  }
}
