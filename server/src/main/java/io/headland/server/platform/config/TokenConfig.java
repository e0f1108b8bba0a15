package io.headland.server.platform.config;

import java.time.Duration;

/// How long an `id_token` is good for.
public record TokenConfig(Duration lifetime, Duration rememberMeLifetime) {}
