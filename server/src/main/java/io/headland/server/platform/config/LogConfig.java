package io.headland.server.platform.config;

/// Logging.
///
/// @param format `json` (one object in each line) or `text`
/// @param level `debug`, `info`, `warn` or `error`
public record LogConfig(String format, String level) {}
