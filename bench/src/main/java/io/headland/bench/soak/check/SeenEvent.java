package io.headland.bench.soak.check;

import java.time.Instant;

/// An event of the feed.
///
/// @param resource of the event
/// @param status of the resource after the change; blank if the type has none
/// @param previousStatus blank if the event does not have it
public record SeenEvent(
    long sequence,
    String id,
    String type,
    Resource resource,
    String status,
    String previousStatus,
    Instant timestamp) {}
