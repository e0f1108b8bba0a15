package io.headland.server.api.operation;

import io.headland.server.core.asset.Asset;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.provider.FieldOperationRecord.Operator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  /// @param id the same as long as the number of the machine and the start of the session are
  record SessionView(
      UUID id,
      Instant startTime,
      Instant endTime,
      @Nullable NamedView operator,
      @Nullable NamedView implement,
      HectaresView area) {}

  /// An operator or implement.
  ///
  /// @param id of the asset; null when there is none
  record NamedView(@Nullable UUID id, String name) {}

  /// An area in hectares, as at Leaf also with another `unitMeasurement`.
  record HectaresView(double value, String unit) {}

  /// The sessions of an operation by machine, in the order of its machines.
  static List<MachineSessionsView> of(
      UUID operation, OperationSummary summary, SessionAssets assets) {
    Map<String, List<OperationSummary.Session>> sessions = new LinkedHashMap<>();
    summary.sessions().stream()
        .sorted(Comparator.comparingInt(OperationSummary.Session::machine))
        .forEach(
            each ->
                sessions
                    .computeIfAbsent(
                        assets
                            .machine(each)
                            .map(machine -> "machine " + machine.number())
                            .orElse("number " + each.machine()),
                        _ -> new ArrayList<>())
                    .add(each));
    return sessions.values().stream().map(each -> machine(operation, each, assets)).toList();
  }

  private static MachineSessionsView machine(
      UUID operation, List<OperationSummary.Session> sessions, SessionAssets assets) {
    String serialNumber =
        assets
            .machine(sessions.getFirst())
            .map(Machinery::serialNumber)
            .filter(serial -> !serial.isEmpty())
            .orElse(null);
    return new MachineSessionsView(
        serialNumber == null ? null : assets.machines().get(serialNumber),
        serialNumber,
        sessions.stream().map(each -> session(operation, each, assets)).toList());
  }

  private static SessionView session(
      UUID operation, OperationSummary.Session session, SessionAssets assets) {
    String name = "%s %d %s".formatted(operation, session.machine(), session.startTime());
    return new SessionView(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        session.startTime(),
        session.endTime(),
        assets.operator(session).map(each -> operator(each, assets)).orElse(null),
        assets
            .implement(session)
            .map(each -> new NamedView(assets.implementIds().get(each.serialNumber()), each.name()))
            .orElse(null),
        new HectaresView(session.area() / SQUARE_METRES, "ha"));
  }

  private static NamedView operator(Operator operator, SessionAssets assets) {
    Asset asset = assets.operators().get(operator.id());
    return asset == null
        ? new NamedView(null, operator.name())
        : new NamedView(asset.id(), asset.content().name());
  }
}
