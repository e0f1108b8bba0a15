package io.headland.server.api.operation;

import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.summary.OperationSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sessions of a machine in a response, with Leaf's keys.
///
/// @param machineId of the asset with the serial number; null when there is none
/// @param serialNumber null when the files do not name the machine
record MachineSessionsView(
    @Nullable UUID machineId, @Nullable String serialNumber, List<SessionView> sessions) {

  private static final double SQUARE_METRES = 10_000;

  /// A session.
  ///
  /// @param id the same as long as the machine and the start of the session are
  record SessionView(UUID id, Instant startTime, Instant endTime, AreaView area) {}

  /// An area in hectares, as at Leaf also with another `unitMeasurement`.
  record AreaView(double value, String unit) {}

  /// The sessions of an operation by machine, in the order of its machines.
  ///
  /// @param machines the assets by serial number
  static List<MachineSessionsView> of(
      UUID operation, OperationSummary summary, Map<String, UUID> machines) {
    Map<Integer, String> serialNumbers =
        summary.description().machinery().stream()
            .filter(each -> each.number() > 0 && !each.isImplement())
            .filter(each -> !each.serialNumber().isEmpty())
            .collect(
                Collectors.toMap(Machinery::number, Machinery::serialNumber, (first, _) -> first));
    Map<Integer, List<SessionView>> sessions =
        summary.sessions().stream()
            .collect(
                Collectors.groupingBy(
                    OperationSummary.Session::machine,
                    TreeMap::new,
                    Collectors.mapping(each -> session(operation, each), Collectors.toList())));
    return sessions.entrySet().stream()
        .map(
            each -> {
              String serialNumber = serialNumbers.get(each.getKey());
              return new MachineSessionsView(
                  serialNumber == null ? null : machines.get(serialNumber),
                  serialNumber,
                  each.getValue());
            })
        .toList();
  }

  private static SessionView session(UUID operation, OperationSummary.Session session) {
    String name = "%s %d %s".formatted(operation, session.machine(), session.startTime());
    return new SessionView(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        session.startTime(),
        session.endTime(),
        new AreaView(session.area() / SQUARE_METRES, "ha"));
  }
}
