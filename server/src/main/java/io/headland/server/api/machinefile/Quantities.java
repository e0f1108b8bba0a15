package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.platform.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes values as Leaf's `{value, unit}` and `{avg, min, max, unit}` in the units of a system.
final class Quantities {
  private static final String UNIT = "unit";

  private final UnitSystem system;
  private final Map<PointProperty, MeasurementUnit> units;

  /// @param units of the points
  Quantities(UnitSystem system, Map<PointProperty, MeasurementUnit> units) {
    this.system = system;
    this.units = units;
  }

  /// The unit of a property in this system; null when the file states none.
  @Nullable MeasurementUnit unit(PointProperty property) {
    MeasurementUnit unit = units.get(property);
    return unit == null ? null : system.unit(property, unit);
  }

  private double convert(PointProperty property, double value) {
    MeasurementUnit unit = units.get(property);
    return unit == null ? value : unit.convert(value, system.unit(property, unit));
  }

  /// Sets the statistics of a property; leaves the key absent when there are none.
  void put(
      ObjectNode object,
      String key,
      PointProperty property,
      Map<PointProperty, Statistics> statistics) {
    Statistics found = statistics.get(property);
    if (found != null) {
      putNumbers(object.putObject(key), property, found, "");
      putUnit(object, key, property);
    }
  }

  /// Sets `avg`, and `min` and `max` if they are known.
  ///
  /// @param ending of the keys
  void putNumbers(ObjectNode object, PointProperty property, Statistics found, String ending) {
    object.put("avg" + ending, convert(property, found.avg()));
    putIfKnown(object, "min" + ending, property, found.min());
    putIfKnown(object, "max" + ending, property, found.max());
  }

  private void putIfKnown(
      ObjectNode object, String key, PointProperty property, @Nullable Double value) {
    if (value != null) {
      object.put(key, convert(property, value));
    }
  }

  void putUnit(ObjectNode object, String key, PointProperty property) {
    MeasurementUnit unit = unit(property);
    if (unit != null) {
      object.withObject("/" + key).put(UNIT, unit.leafName(property));
    }
  }

  /// Sets the mean of a property as `{value, unit}`.
  void putMean(
      ObjectNode object,
      String key,
      PointProperty property,
      Map<PointProperty, Statistics> statistics) {
    Statistics found = statistics.get(property);
    if (found != null) {
      object.putObject(key).put("value", convert(property, found.avg()));
      putUnit(object, key, property);
    }
  }

  /// Sets a total; leaves the key absent when there is none.
  void put(ObjectNode object, String key, PointProperty property, @Nullable Amount total) {
    if (total != null) {
      object.set(key, json(property, total));
    }
  }

  /// A total in the units of the system.
  ObjectNode json(PointProperty property, Amount total) {
    MeasurementUnit unit = system.unit(property, total.unit());
    return json(total.unit().convert(total.value(), unit), unit);
  }

  /// An area: in square metres in the units of the file.
  ObjectNode area(double squareMetres) {
    return json(PointProperty.AREA, new Amount(squareMetres, MeasurementUnit.SQUARE_METRE));
  }

  private static ObjectNode json(double value, MeasurementUnit unit) {
    return Json.MAPPER.createObjectNode().put("value", value).put(UNIT, unit.leafName());
  }
}
