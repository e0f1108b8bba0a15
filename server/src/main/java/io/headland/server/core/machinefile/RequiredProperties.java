package io.headland.server.core.machinefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The properties that the points of a file must have. The time is always required: without it
/// there is no field operation.
///
/// @param isStrict whether a file without one of them is rejected
/// @param optional rates that are not required
public record RequiredProperties(boolean isStrict, Set<PointProperty> optional) {
  /// Without a configuration.
  public static final RequiredProperties ALL = new RequiredProperties(true, Set.of());

  private static final List<PointProperty> YIELDS =
      List.of(
          PointProperty.WET_MASS_PER_AREA,
          PointProperty.WET_VOLUME_PER_AREA,
          PointProperty.DRY_MASS_PER_AREA,
          PointProperty.DRY_VOLUME_PER_AREA,
          PointProperty.WET_MASS,
          PointProperty.WET_VOLUME,
          PointProperty.PROVIDER_VOLUME_PER_AREA);

  public RequiredProperties {
    optional = Set.copyOf(optional);
  }

  /// Whether a file of harvested points has one of the yields.
  public static boolean hasYield(Set<PointProperty> present) {
    return YIELDS.stream().anyMatch(present::contains);
  }

  /// Requires the time, the area (or distance and width) and the rate or yield of a type.
  ///
  /// @param present properties of the file
  /// @throws MachineFileException lists those that are missing by their names in Leaf's API
  public void require(OperationType type, Set<PointProperty> present, boolean hasTime)
      throws MachineFileException {
    List<String> missing = new ArrayList<>();
    if (!hasTime) {
      missing.add("timestamp");
    }
    boolean hasFactors =
        present.contains(PointProperty.DISTANCE) && present.contains(PointProperty.EQUIPMENT_WIDTH);
    if (isStrict && !hasFactors && !present.contains(PointProperty.AREA)) {
      missing.add(PointProperty.AREA.leafName());
    }
    boolean hasValue =
        switch (type) {
          case HARVESTED -> hasYield(present);
          case PLANTED -> present.contains(PointProperty.SEED_RATE);
          case APPLIED -> present.contains(PointProperty.APPLIED_RATE);
          case TILLAGE -> true;
        };
    PointProperty value =
        switch (type) {
          case PLANTED -> PointProperty.SEED_RATE;
          case APPLIED -> PointProperty.APPLIED_RATE;
          case HARVESTED, TILLAGE -> PointProperty.WET_MASS;
        };
    if (isStrict && !hasValue && !optional.contains(value)) {
      missing.add(value.leafName());
    }
    if (!missing.isEmpty()) {
      throw new MachineFileException("missing required properties: " + String.join(", ", missing));
    }
  }
}
