package io.headland.bench.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The end of a process that the benchmark has started.
public final class ProcessEnd {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private ProcessEnd() {}

  /// Stops a process with SIGTERM, and with SIGKILL if it has not ended after some time.
  public static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
