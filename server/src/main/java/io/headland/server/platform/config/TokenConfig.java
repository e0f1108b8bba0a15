package io.headland.server.platform.config;

import java.time.Duration;

/// The lifetimes of an `id_token`.
public record TokenConfig(Duration lifetime, Duration rememberMeLifetime) {}
