package io.headland.server.platform.tasks;

import java.time.Duration;

/// Pauses between attempts: each is twice as long as the previous one, up to a limit.
///
/// @param first pause after the first failure
/// @param longest limit of the pauses
public record Backoff(Duration first, Duration longest) {
  private static final int MAX_DOUBLINGS = 30;

  /// The pause after a number of failures in sequence, at least one.
  public Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.clamp(failures - 1, 0, MAX_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
