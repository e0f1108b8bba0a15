package io.headland.server.core.machinefile;

import io.headland.server.core.machinefile.MeasurementUnit.Dimension;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

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

  /// Whether values of the property can have a unit.
  public boolean isMeasuredIn(MeasurementUnit unit) {
    return dimensions().contains(unit.dimension());
  }

  private Set<Dimension> dimensions() {
    return switch (this) {
      case AREA -> Set.of(Dimension.AREA);
      case DISTANCE,
          ELEVATION,
          EQUIPMENT_WIDTH,
          SEED_DEPTH,
          TILLAGE_DEPTH_ACTUAL,
          TILLAGE_DEPTH_TARGET ->
          Set.of(Dimension.LENGTH);
      case HEADING -> Set.of(Dimension.ANGLE);
      case SPEED -> Set.of(Dimension.SPEED);
      case FUEL_USED -> Set.of(Dimension.VOLUME);
      case SEED_RATE, SEED_RATE_TARGET, APPLIED_RATE, APPLIED_RATE_TARGET ->
          Set.of(Dimension.COUNT_PER_AREA, Dimension.MASS_PER_AREA, Dimension.VOLUME_PER_AREA);
      case DOWN_FORCE -> Set.of(Dimension.FORCE);
      case SINGULATION, HARVEST_MOISTURE, PROTEIN_PERCENTAGE -> Set.of(Dimension.FRACTION);
      case SKIPS, DOUBLES -> Set.of(Dimension.FRACTION, Dimension.COUNT);
      case WET_MASS, DRY_MASS -> Set.of(Dimension.MASS);
      case WET_VOLUME, DRY_VOLUME -> Set.of(Dimension.VOLUME);
      case WET_MASS_PER_AREA, DRY_MASS_PER_AREA -> Set.of(Dimension.MASS_PER_AREA);
      case WET_VOLUME_PER_AREA, DRY_VOLUME_PER_AREA -> Set.of(Dimension.VOLUME_PER_AREA);
      // A mass when the organization prefers masses.
      case PROVIDER_VOLUME_PER_AREA -> Set.of(Dimension.MASS_PER_AREA, Dimension.VOLUME_PER_AREA);
    };
  }

  /// The property with a name in Leaf's API; empty when points have none of this name.
  public static Optional<PointProperty> ofLeafName(String name) {
    return Arrays.stream(values()).filter(each -> each.leafName.equals(name)).findFirst();
  }
}
