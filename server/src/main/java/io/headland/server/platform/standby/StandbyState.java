package io.headland.server.platform.standby;

import io.headland.server.platform.jdbc.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The result of the last check of the standby.
///
/// @param detail of a failure, such as the message of the driver; blank for none
/// @param completeUntil the time of the monotonic clock until which everything committed on the
///   primary is on the standby
/// @param pool of connections to the standby, when it may be used
record StandbyState(
    StandbyCondition condition,
    String detail,
    OptionalLong completeUntil,
    Optional<Database> pool) {
  /// How old a read may be.
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  static final StandbyState NOT_CHECKED =
      new StandbyState(StandbyCondition.NOT_CHECKED, "", OptionalLong.empty(), Optional.empty());

  /// Whether a read at this time is at most one second old.
  boolean isRecentAt(long now) {
    return completeUntil.isPresent() && now - completeUntil.getAsLong() <= TOLERANCE.toNanos();
  }

  /// Whether everything committed before a time is on the standby.
  boolean isCompleteAt(long time) {
    return completeUntil.isPresent() && time - completeUntil.getAsLong() <= 0;
  }

  /// An upper bound of the age of a read; empty when it is not known.
  Optional<Duration> lagAt(long now) {
    return completeUntil.isPresent()
        ? Optional.of(Duration.ofNanos(now - completeUntil.getAsLong()))
        : Optional.empty();
  }
}
