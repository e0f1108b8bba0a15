package io.headland.server.platform.config;

/// What is logged and how.
///
/// @param format `json` (one object a line) or `text`
/// @param level `debug`, `info`, `warn` or `error`
public record LogConfig(String format, String level) {}
