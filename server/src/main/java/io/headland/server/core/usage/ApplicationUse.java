package io.headland.server.core.usage;

import java.time.Instant;
import java.util.Optional;

/// What an API owner's credentials cost at one application.
///
/// @param lastThrottledAt whenever that was
public record ApplicationUse(
    ClientApplication application,
    long callsToday,
    long callsThisMonth,
    long throttledThisMonth,
    Optional<Instant> lastThrottledAt) {}
