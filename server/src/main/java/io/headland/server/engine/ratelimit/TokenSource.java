package io.headland.server.engine.ratelimit;

import io.headland.server.core.usage.ClientApplication;

/// Where a node gets leave to call, which all nodes share.
interface TokenSource {
  /// Takes as many calls as there are, and at most a number of them; 0 when there are none now.
  ///
  /// @throws RuntimeException when it cannot be reached
  long take(ClientApplication application, long most);
}
