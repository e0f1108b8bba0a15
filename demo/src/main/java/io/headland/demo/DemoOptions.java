package io.headland.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The options of a demo.
///
/// @param port of the server, and simulatorPort of the simulator; 0 selects a free one
/// @param dataDir kept at the end; absent: a temporary folder, deleted at the end
/// @param seed of the simulated world
/// @param organizations in it
record DemoOptions(
    int port, int simulatorPort, @Nullable Path dataDir, long seed, int organizations) {

  Optional<Path> findDataDir() {
    return Optional.ofNullable(dataDir);
  }
}
