package io.headland.server.core.usage;

import java.time.Instant;
import java.util.Optional;

/// The calls of an API owner's credentials for one application.
///
/// @param lastThrottledAt over the complete time
public record ApplicationUse(
    ClientApplication application,
    long callsToday,
    long callsThisMonth,
    long throttledThisMonth,
    Optional<Instant> lastThrottledAt) {}
