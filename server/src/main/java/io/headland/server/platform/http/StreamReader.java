package io.headland.server.platform.http;

import java.io.IOException;
import java.io.InputStream;

/// Processes a body while it is received.
@FunctionalInterface
interface StreamReader<T> {
  /// Reads the content.
  ///
  /// @throws IOException when the connection fails, or the content is not valid
  T read(InputStream body) throws IOException;
}
