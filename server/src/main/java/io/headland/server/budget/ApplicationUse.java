package io.headland.server.budget;

import java.time.Instant;
import java.util.Optional;

/// What an API owner's credentials cost at one application.
///
/// @param lastThrottledAt whenever that was
record ApplicationUse(
    Application application,
    long callsToday,
    long callsThisMonth,
    long throttledThisMonth,
    Optional<Instant> lastThrottledAt) {}
