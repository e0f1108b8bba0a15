package io.headland.bench.soak.check;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// The resources used by a node at one time.
///
/// @param age of its process
/// @param residentBytes of memory; absent if the system does not report it
/// @param handles open file descriptors; absent likewise
/// @param heapBytes of the heap that were used after a full collection; absent if not measured
public record Sample(
    int node,
    Instant at,
    Duration age,
    OptionalLong residentBytes,
    OptionalLong handles,
    OptionalLong heapBytes) {}
