package io.headland.bench;

import java.util.EnumSet;
import java.util.Set;

/// The benchmarks that can be selected.
enum Part {
  RATES,
  PACE,
  LEAF_USERS,
  STARTS,
  /// First and repeated syncs against a simulator.
  SYNC,
  /// The first sync of one large organization without other work.
  LARGE,
  /// Syncs while the provider responds slowly for some accounts.
  SLOW_PROVIDERS,
  /// The conversion of a machine file, and the responses with its points.
  MACHINE_FILES,
  /// Deliveries to one webhook, and to many of which some respond slowly.
  WEBHOOKS,
  /// The first sync of an organization with the operations of a season: takes minutes, and is
  /// measured only on request.
  SEASON,
  /// The same requests at applications of the usual stack: they are built first, which takes
  /// minutes.
  PEERS,
  /// One account of a million fields: takes minutes, and is measured only on request.
  MILLION,
  /// Kills of the server just after it received a refreshed grant: takes minutes, only on request.
  KILLS,
  /// First syncs on one to four nodes: takes minutes, only on request.
  NODES,
  /// The same with few workers and a slow provider, so that nodes wait: the same.
  WAITING_NODES,
  /// Requests and syncs while PostgreSQL is reached over a network: takes minutes, only on request.
  REMOTE,
  /// A month of changes with autovacuum: takes minutes, only on request.
  CHURN;

  static Set<Part> usual() {
    return EnumSet.complementOf(
        EnumSet.of(SEASON, PEERS, MILLION, KILLS, NODES, WAITING_NODES, REMOTE, CHURN));
  }
}
