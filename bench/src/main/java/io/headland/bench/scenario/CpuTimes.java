package io.headland.bench.scenario;

import io.headland.bench.report.Plausibility;
import io.headland.bench.server.MachineCpu;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The CPU times of the processes that take part in a sync, and of the machine.
///
/// @param client of the benchmark itself
/// @param machine absent if the system does not report it
record CpuTimes(
    Duration servers,
    Duration pg,
    Duration simulator,
    Duration client,
    Optional<Duration> machine) {

  static CpuTimes read(SyncWorld world, List<ServerProcess> servers) throws IOException {
    Optional<Duration> machine = MachineCpu.used();
    return new CpuTimes(
        servers.stream().map(server -> server.usage().cpu()).reduce(Duration.ZERO, Duration::plus),
        world.database().cpu(),
        world.simulator().usage().cpu(),
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO),
        machine);
  }

  CpuTimes since(CpuTimes earlier) {
    return new CpuTimes(
        servers.minus(earlier.servers),
        pg.minus(earlier.pg),
        simulator.minus(earlier.simulator),
        client.minus(earlier.client),
        machine.flatMap(used -> earlier.machine.map(used::minus)));
  }

  /// The CPU time of programs that do not take part; zero if the system does not report it.
  Duration others() {
    Duration others =
        machine
            .map(used -> used.minus(servers).minus(pg).minus(simulator).minus(client))
            .orElse(Duration.ZERO);
    return others.isNegative() ? Duration.ZERO : others; // the times are read one after the other
  }

  /// Rejects impossible times.
  void check(Duration elapsed) {
    int cores = Runtime.getRuntime().availableProcessors();
    Plausibility.cpu("CPU of the server during syncs", servers, elapsed, cores);
    Plausibility.cpu("CPU of PostgreSQL during syncs", pg, elapsed, cores);
    Plausibility.cpu("CPU of server and PostgreSQL", servers.plus(pg), elapsed, cores);
  }
}
