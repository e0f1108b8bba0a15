package io.headland.demo;

import io.headland.server.platform.files.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of the database: a named folder, which is kept, or a temporary one, which is deleted
/// at the end.
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
          "Could not create a temporary folder (%s): give a folder with --data-dir.".formatted(e),
          e);
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
