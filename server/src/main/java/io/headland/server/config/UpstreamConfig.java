package io.headland.server.config;

import java.time.Duration;

/// Time limits of calls to providers.
public record UpstreamConfig(Duration connectTimeout, Duration requestTimeout) {}
