package io.headland.server.engine.ratelimit;

import io.headland.server.core.usage.ClientApplication;

/// The source of permits for calls, shared by all nodes.
interface TokenSource {
  /// Takes up to the given number of available permits; 0 when there are none.
  ///
  /// @throws RuntimeException when it is not available
  long take(ClientApplication application, long most);
}
