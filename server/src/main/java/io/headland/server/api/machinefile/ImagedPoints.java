package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.operation.OperationConfiguration;
import java.util.Optional;

/// The points of a machine file or an operation of which there are images.
///
/// @param key of the filtered points in the file store
/// @param address of the file or operation, below which the images are
public record ImagedPoints(
    String key,
    MachineFileDescription description,
    OperationConfiguration configuration,
    String address) {

  /// The unit in which values of a property are returned; empty when the file states none.
  Optional<MeasurementUnit> unit(PointProperty property) {
    return Optional.ofNullable(description.units().get(property))
        .map(unit -> configuration.units().unit(property, unit));
  }

  /// Leaf's name of the unit; blank when the file states none.
  String unitName(PointProperty property) {
    return unit(property).map(unit -> unit.leafName(property)).orElse("");
  }

  /// A value of the points in the unit in which it is returned.
  double convert(PointProperty property, double value) {
    MeasurementUnit unit = description.units().get(property);
    return unit == null ? value : unit.convert(value, configuration.units().unit(property, unit));
  }
}
