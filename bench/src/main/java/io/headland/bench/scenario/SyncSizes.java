package io.headland.bench.scenario;

import io.headland.bench.server.SimulatorProcess;

/// The sizes of the syncs and of the machine file.
///
/// @param warmUp accounts that are synced before the measurement
/// @param accounts of the first sync
/// @param organizations of each
/// @param fields of each connected organization
/// @param largeFields of the one large organization
/// @param rated accounts of the first sync with a rate limit
/// @param callsPerSecond of the rate limit
/// @param repeated accounts that are synced again without a change
/// @param million fields of the largest organization
/// @param season fields of the organization whose operations are read
/// @param points of the machine file
public record SyncSizes(
    int warmUp,
    int accounts,
    int organizations,
    int fields,
    int largeFields,
    int rated,
    int callsPerSecond,
    int repeated,
    int million,
    int season,
    int points) {

  /// Sizes for a run of about two minutes.
  public static SyncSizes complete() {
    return new SyncSizes(400, 200, 3, 40, 20_000, 200, 100, 50, 1_000_000, 2_000, 1_000_000);
  }

  public static SyncSizes quick() {
    return new SyncSizes(60, 60, 3, 20, 3_000, 60, 50, 20, 20_000, 40, 50_000);
  }

  /// The size of the simulator's world for them.
  public SimulatorProcess.Size world() {
    // The accounts of the first sync, and as many concurrently with the large organization.
    int users = warmUp + accounts + accounts + repeated + warmUp / 2 + rated;
    return new SimulatorProcess.Size(users, organizations, fields, largeFields);
  }
}
