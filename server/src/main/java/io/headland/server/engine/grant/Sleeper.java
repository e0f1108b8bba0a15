package io.headland.server.engine.grant;

import java.time.Duration;

/// Waiting, so that a test need not.
@FunctionalInterface
public interface Sleeper {
  void forAbout(Duration duration) throws InterruptedException;
}
