package io.headland.server.platform.config;

import java.nio.file.Path;

/// The data folder: embedded database and master key.
public record DataConfig(Path dir) {}
