package io.headland.bench.soak.fault;

import java.time.Duration;

/// A fault of a schedule.
///
/// @param at from the begin of the run
/// @param length how long it lasts; of a kill, how long until the next start
/// @param node that it is caused at, where it concerns one node
/// @param variant a number that is not negative, from which the fault chooses its form
public record PlannedFault(Fault fault, Duration at, Duration length, int node, int variant) {}
