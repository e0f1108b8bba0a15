package io.headland.server.api.asset;

import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileRecord.Content;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file in which a machine was used, with Leaf's keys.
///
/// @param id of the pair of file and machine, the same each time
/// @param distance of all machines of the file
/// @param fuelConsumption of all machines of the file
record FileOfMachineView(
    UUID id,
    UUID leafFileId,
    UUID machineId,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    @Nullable Quantity distance,
    @Nullable Quantity fuelConsumption) {

  /// A value with its unit.
  record Quantity(double value, String unit) {
    static @Nullable Quantity of(
        Map<PointProperty, Amount> totals, PointProperty property, UnitSystem system) {
      Amount total = totals.get(property);
      return total == null
          ? null
          : new Quantity(
              total.unit().convert(total.value(), system.unit(property, total.unit())),
              system.unit(property, total.unit()).leafName());
    }
  }

  static FileOfMachineView of(UUID machine, MachineFileRecord file, UnitSystem system) {
    Content content = file.processed();
    Map<PointProperty, Amount> totals =
        content == null
            ? Map.of()
            : Json.MAPPER.readValue(content.summary(), OperationSummary.class).totals();
    return new FileOfMachineView(
        UUID.nameUUIDFromBytes((machine + "/" + file.id()).getBytes(StandardCharsets.US_ASCII)),
        file.id(),
        machine,
        content == null ? null : content.startTime().orElse(null),
        content == null ? null : content.endTime().orElse(null),
        Quantity.of(totals, PointProperty.DISTANCE, system),
        Quantity.of(totals, PointProperty.FUEL_USED, system));
  }
}
