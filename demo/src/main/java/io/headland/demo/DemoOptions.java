package io.headland.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a demo starts.
///
/// @param port of the server, and simulatorPort of the simulator; 0 takes a free one
/// @param dataDir kept at the end; absent: a temporary folder, removed at the end
/// @param seed of the simulated world
/// @param organizations in it
record DemoOptions(
    int port, int simulatorPort, @Nullable Path dataDir, long seed, int organizations) {

  Optional<Path> findDataDir() {
    return Optional.ofNullable(dataDir);
  }
}
