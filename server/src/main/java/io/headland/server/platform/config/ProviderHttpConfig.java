package io.headland.server.platform.config;

import java.time.Duration;

/// Limits of calls to providers.
///
/// @param callsPerSecond for each provider application, over all nodes; 0 for no limit
public record ProviderHttpConfig(
    Duration connectTimeout, Duration requestTimeout, int callsPerSecond) {}
