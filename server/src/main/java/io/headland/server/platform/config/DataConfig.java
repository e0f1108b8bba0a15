package io.headland.server.platform.config;

import java.nio.file.Path;

/// The folder that the server keeps: embedded database and master key.
public record DataConfig(Path dir) {}
