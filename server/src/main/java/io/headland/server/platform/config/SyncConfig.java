package io.headland.server.platform.config;

import java.time.Duration;

/// How accounts are synced.
///
/// @param foregroundWait how long a caller waits for a run; past that the run goes on without it
/// @param lease how long a run or a refresh belongs to a node that shows no sign of life
/// @param interval an account is synced at least this often
/// @param fullInterval what lies beneath an organization is read in full at least this often, also
///   where the provider says that nothing changed
/// @param parallelism organizations that one node reads at a time
/// @param poll how often a node looks for work of others
/// @param retention how long rows are kept that left lists and counts
public record SyncConfig(
    Duration foregroundWait,
    Duration lease,
    Duration interval,
    Duration fullInterval,
    int parallelism,
    Duration poll,
    Duration retention) {}
