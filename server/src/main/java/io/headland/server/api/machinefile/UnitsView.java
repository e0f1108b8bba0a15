package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Leaf's `units`: the units of the properties of points by their names.
public final class UnitsView {
  private UnitsView() {}

  /// The units of points in a system.
  public static Map<String, String> of(MachineFileDescription description, UnitSystem system) {
    Map<PointProperty, MeasurementUnit> units = new EnumMap<>(PointProperty.class);
    units.putAll(description.units());
    units.put(PointProperty.AREA, MeasurementUnit.SQUARE_METRE);
    Map<String, String> names = new TreeMap<>();
    units.forEach(
        (property, unit) ->
            names.put(property.leafName(), system.unit(property, unit).leafName(property)));
    return names;
  }
}
