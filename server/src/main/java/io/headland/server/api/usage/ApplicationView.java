package io.headland.server.api.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An application in a response.
///
/// @param application a masked form of its key
/// @param callsPerSecond absent for no limit
/// @param refusal absent while tokens are issued to it
record ApplicationView(
    String provider,
    String application,
    @Nullable Integer callsPerSecond,
    long callsToday,
    long callsThisMonth,
    long projectedCallsThisMonth,
    long throttledThisMonth,
    @Nullable Instant lastThrottledAt,
    @Nullable Instant throttledUntil,
    @Nullable RefusalView refusal) {}
