package io.headland.demo;

import io.headland.server.platform.files.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a demo keeps its database: in a folder that was named and stays, or in a temporary one
/// that goes at the end.
final class DemoFolder implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  private DemoFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  static DemoFolder open(Optional<Path> named) {
    try {
      return named.isPresent()
          ? new DemoFolder(named.get().toAbsolutePath().normalize(), false)
          : new DemoFolder(Files.createTempDirectory("headland-demo-"), true);
    } catch (IOException e) {
      throw new DemoException(
          "No temporary folder can be made (%s): name one with --data-dir.".formatted(e), e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
