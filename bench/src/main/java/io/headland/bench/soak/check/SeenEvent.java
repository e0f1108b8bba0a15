package io.headland.bench.soak.check;

import java.time.Instant;

/// An event of the feed.
///
/// @param resource what it is about
/// @param status of the resource after the change; blank where the type has none
/// @param previousStatus blank where the event does not name it
public record SeenEvent(
    long sequence,
    String id,
    String type,
    Resource resource,
    String status,
    String previousStatus,
    Instant timestamp) {}
