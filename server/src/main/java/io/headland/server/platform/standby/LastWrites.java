package io.headland.server.platform.standby;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The end of the last write of each API owner on this node, by the monotonic clock, until the
/// standby has it.
final class LastWrites {
  private final ConcurrentMap<ApiOwnerId, Long> times = new ConcurrentHashMap<>();

  void wrote(ApiOwnerId owner, long time) {
    times.merge(owner, time, (one, other) -> other - one > 0 ? other : one);
  }

  /// Whether the standby has all writes of an API owner.
  boolean areOn(StandbyState standby, ApiOwnerId owner) {
    Long time = times.get(owner);
    return time == null || standby.isCompleteAt(time);
  }

  /// Forgets the writes that the standby has.
  void removeThoseOn(StandbyState standby) {
    times.values().removeIf(standby::isCompleteAt);
  }
}
