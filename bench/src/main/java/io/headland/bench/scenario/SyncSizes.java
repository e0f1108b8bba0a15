package io.headland.bench.scenario;

import io.headland.bench.server.SimulatorProcess;

/// How much there is to sync.
///
/// @param warmUp accounts that are synced before anything is measured
/// @param accounts of the first sync
/// @param organizations of each
/// @param fields of each organization that is connected
/// @param largeFields of the one large organization
/// @param rated accounts of the first sync within a rate
/// @param callsPerSecond that the rate allows
/// @param repeated accounts that are synced again without a change
/// @param million fields of the largest organization
public record SyncSizes(
    int warmUp,
    int accounts,
    int organizations,
    int fields,
    int largeFields,
    int rated,
    int callsPerSecond,
    int repeated,
    int million) {

  /// Sizes that end within about two minutes.
  public static SyncSizes whole() {
    return new SyncSizes(400, 200, 3, 40, 20_000, 200, 100, 50, 1_000_000);
  }

  public static SyncSizes quick() {
    return new SyncSizes(60, 60, 3, 20, 3_000, 60, 50, 20, 20_000);
  }

  /// What the simulator is to have for that.
  public SimulatorProcess.Size world() {
    // The accounts of the first sync, and as many again beside the large organization.
    int users = warmUp + accounts + accounts + repeated + warmUp / 2 + rated;
    return new SimulatorProcess.Size(users, organizations, fields, largeFields);
  }
}
