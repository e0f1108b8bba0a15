package io.headland.server.platform.config;

import java.time.Duration;

/// The storage and publication of events.
///
/// @param retention of events in the feed
/// @param publishInterval at which a node publishes events
public record EventConfig(Duration retention, Duration publishInterval) {}
