package io.headland.server.platform.standby;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/// Positions of the primary in the write-ahead log with the times at which they were requested.
/// From them and the position that the standby has replayed follows the time until which the
/// standby is known to be complete.
///
/// A transaction whose commit was acknowledged before a time is at most at the position that is
/// requested after it: the acknowledgement follows the write of its commit record.
final class ReplayHistory {
  private static final int MAX = 1_024;

  private final Deque<Position> notReplayed = new ArrayDeque<>();
  private OptionalLong completeUntil = OptionalLong.empty();
  private long last;

  private record Position(long time, long wal) {}

  /// Adds the present position of the primary.
  ///
  /// @param time of the monotonic clock before the position was requested
  void primaryAt(long time, long wal) {
    if (wal < last) {
      // Another server became the primary: earlier positions are on another timeline.
      clear();
    }
    last = wal;
    if (notReplayed.size() == MAX) {
      removeEverySecond();
    }
    notReplayed.addLast(new Position(time, wal));
  }

  /// Sets the position that the standby has replayed.
  void standbyAt(long wal) {
    while (!notReplayed.isEmpty() && notReplayed.getFirst().wal() <= wal) {
      completeUntil = OptionalLong.of(notReplayed.removeFirst().time());
    }
  }

  /// The time of the monotonic clock until which everything committed on the primary is on the
  /// standby; empty when it is not known.
  OptionalLong completeUntil() {
    return completeUntil;
  }

  /// Forgets everything: the next positions are those of other servers.
  void clear() {
    notReplayed.clear();
    completeUntil = OptionalLong.empty();
    last = 0;
  }

  /// Of a standby that has lagged for a minute, a coarser history is sufficient.
  private void removeEverySecond() {
    boolean remove = false;
    for (Iterator<Position> each = notReplayed.iterator(); each.hasNext(); remove = !remove) {
      each.next();
      if (remove) {
        each.remove();
      }
    }
  }
}
