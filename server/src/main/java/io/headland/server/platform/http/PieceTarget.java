package io.headland.server.platform.http;

import java.io.IOException;
import java.nio.file.Path;

/// Takes the pieces of a body in their order.
@FunctionalInterface
public interface PieceTarget {
  /// Stores a piece before more of the body is read. An exception ends the reading.
  ///
  /// @param file temporary file, which is deleted afterwards unless it was moved
  /// @param size in bytes, not 0
  void store(Path file, long size) throws IOException;
}
