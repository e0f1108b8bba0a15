package io.headland.server.platform.config;

import java.time.Duration;

/// Syncs of accounts.
///
/// @param foregroundWait how long a request waits for a run, which continues after the response
/// @param lease how long a run or a refresh belongs to a node without a heartbeat
/// @param interval between syncs of an account, at most
/// @param fullInterval between full readings of an organization, at most, even if the provider
///   reports no changes
/// @param parallelism organizations that one node reads concurrently
/// @param poll interval at which a node checks for due tasks
/// @param retention of rows that were removed from lists and counts
public record SyncConfig(
    Duration foregroundWait,
    Duration lease,
    Duration interval,
    Duration fullInterval,
    int parallelism,
    Duration poll,
    Duration retention) {}
