package io.headland.server.platform.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Limits the files that are received at the same time, in total and of one sender.
final class UploadSlots {
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final int max;
  private final int maxOfSender;
  private final Map<String, Integer> bySender = new HashMap<>();
  private int taken;

  UploadSlots(int max, int maxOfSender) {
    this.max = max;
    this.maxOfSender = maxOfSender;
  }

  /// Is taken until it is closed.
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /// Takes a slot.
  ///
  /// @throws ProblemException 503 when a limit is reached
  synchronized Slot take(String sender) {
    int ofSender = bySender.getOrDefault(sender, 0);
    if (ofSender == maxOfSender) {
      throw refused("The server is receiving %d other files of this account.".formatted(ofSender));
    }
    if (taken == max) {
      throw refused("The server is receiving %d other files.".formatted(max));
    }
    taken++;
    bySender.put(sender, ofSender + 1);
    return () -> release(sender);
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(Problem.of(503, detail).withRetryAfter(RETRY));
  }

  private synchronized void release(String sender) {
    taken--;
    bySender.computeIfPresent(sender, (_, count) -> count > 1 ? count - 1 : null);
  }
}
