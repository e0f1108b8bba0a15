package io.headland.bench.soak.fault;

import java.time.Duration;

/// A fault of a schedule.
///
/// @param at from the beginning of the run
/// @param length its duration; for a kill, the time until the next start
/// @param node at which it is caused, if it affects one node
/// @param variant a number that is not negative, which selects the form of the fault
public record PlannedFault(Fault fault, Duration at, Duration length, int node, int variant) {}
