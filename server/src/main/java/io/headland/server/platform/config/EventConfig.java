package io.headland.server.platform.config;

import java.time.Duration;

/// How events are kept and published.
///
/// @param retention how long the feed keeps them
/// @param publishInterval how often a node looks for events to publish
public record EventConfig(Duration retention, Duration publishInterval) {}
