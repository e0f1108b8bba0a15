package io.headland.server.engine.grant;

import java.time.Duration;

/// Waits; replaced in tests.
@FunctionalInterface
public interface Sleeper {
  void forAbout(Duration duration) throws InterruptedException;
}
