package io.headland.server.credential;

import java.time.Duration;

/// Waiting, so that a test need not.
@FunctionalInterface
public interface Pause {
  void forAbout(Duration duration) throws InterruptedException;
}
