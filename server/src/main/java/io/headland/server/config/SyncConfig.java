package io.headland.server.config;

import java.time.Duration;

/// How organizations are synced.
///
/// @param foregroundWait how long a caller waits for a run; past that the run goes on without it
/// @param lease how long a run or a refresh belongs to a node that shows no sign of life
public record SyncConfig(Duration foregroundWait, Duration lease) {}
