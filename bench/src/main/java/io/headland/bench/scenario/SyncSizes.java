package io.headland.bench.scenario;

import io.headland.bench.server.SimulatorProcess;
import java.util.List;

/// The sizes of the syncs and of the machine file.
///
/// @param warmUp accounts that are synced before the measurement
/// @param accounts of the first sync
/// @param organizations of each
/// @param fields of each connected organization
/// @param largeFields of the one large organization
/// @param rated accounts of the first sync with a rate limit, and of each number of nodes that wait
/// @param callsPerSecond of the rate limit
/// @param repeated accounts that are synced again without a change
/// @param million fields of the largest organization
/// @param season fields of the organization whose operations are read
/// @param points of the machine file
/// @param nodeAccounts accounts that each number of nodes syncs
/// @param nodes the numbers of nodes
/// @param days of the month of changes
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
    int points,
    int nodeAccounts,
    List<Integer> nodes,
    int days) {
  private static final List<Integer> NODES = List.of(1, 2, 3, 4);

  /// PostgreSQL accepts a hundred connections.
  private static final int MOST_NODES = 4;

  private static final int FEWEST_DAYS = 12;

  public SyncSizes {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty() || nodes.stream().anyMatch(number -> number < 1 || number > MOST_NODES)) {
      throw new IllegalArgumentException("The numbers of nodes must be between 1 and 4");
    }
    if (days < FEWEST_DAYS) {
      throw new IllegalArgumentException("The changes take at least twelve days");
    }
  }

  /// Sizes for a run of about two minutes.
  public static SyncSizes complete() {
    return new SyncSizes(
        400, 200, 3, 40, 20_000, 200, 100, 50, 1_000_000, 2_000, 1_000_000, 1_000, NODES, 30);
  }

  public static SyncSizes quick() {
    return new SyncSizes(
        60, 60, 3, 20, 3_000, 60, 50, 20, 20_000, 40, 50_000, 100, NODES, FEWEST_DAYS);
  }

  /// The size of the simulator's world for them.
  public SimulatorProcess.Size world() {
    // The accounts of the first sync, and as many concurrently with the large organization.
    int users = warmUp + accounts + accounts + repeated + warmUp / 2 + rated;
    return new SimulatorProcess.Size(users, organizations, fields, largeFields);
  }
}
