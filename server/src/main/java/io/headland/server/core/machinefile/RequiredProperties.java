package io.headland.server.core.machinefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The properties without which the points of a file are of no use.
public final class RequiredProperties {
  private static final List<PointProperty> YIELDS =
      List.of(
          PointProperty.WET_MASS_PER_AREA,
          PointProperty.WET_VOLUME_PER_AREA,
          PointProperty.DRY_MASS_PER_AREA,
          PointProperty.DRY_VOLUME_PER_AREA,
          PointProperty.WET_MASS,
          PointProperty.WET_VOLUME,
          PointProperty.PROVIDER_VOLUME_PER_AREA);

  private RequiredProperties() {}

  /// Whether a file of harvested points has one of the yields.
  public static boolean hasYield(Set<PointProperty> present) {
    return YIELDS.stream().anyMatch(present::contains);
  }

  /// Requires the time, the area (or distance and width) and the rate or yield of a type.
  ///
  /// @param present properties of the file
  /// @throws MachineFileException lists those that are missing by their names in Leaf's API
  public static void require(OperationType type, Set<PointProperty> present, boolean hasTime)
      throws MachineFileException {
    List<String> missing = new ArrayList<>();
    if (!hasTime) {
      missing.add("timestamp");
    }
    boolean hasFactors =
        present.contains(PointProperty.DISTANCE) && present.contains(PointProperty.EQUIPMENT_WIDTH);
    if (!hasFactors && !present.contains(PointProperty.AREA)) {
      missing.add(PointProperty.AREA.leafName());
    }
    boolean hasValue =
        switch (type) {
          case HARVESTED -> hasYield(present);
          case PLANTED -> present.contains(PointProperty.SEED_RATE);
          case APPLIED -> present.contains(PointProperty.APPLIED_RATE);
          case TILLAGE -> true;
        };
    if (!hasValue) {
      PointProperty value =
          switch (type) {
            case PLANTED -> PointProperty.SEED_RATE;
            case APPLIED -> PointProperty.APPLIED_RATE;
            case HARVESTED, TILLAGE -> PointProperty.WET_MASS;
          };
      missing.add(value.leafName());
    }
    if (!missing.isEmpty()) {
      throw new MachineFileException("missing required properties: " + String.join(", ", missing));
    }
  }
}
