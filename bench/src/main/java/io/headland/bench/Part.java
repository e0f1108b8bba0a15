package io.headland.bench;

import java.util.EnumSet;
import java.util.Set;

/// What can be measured by itself.
enum Part {
  RATES,
  PACE,
  LEAF_USERS,
  STARTS,
  /// First and repeated syncs against a simulator.
  SYNC,
  /// One account of a million fields: minutes, and measured only when it is asked for.
  MILLION,
  /// Kills of the server just after it received a refreshed grant; minutes, as above.
  KILLS;

  static Set<Part> usual() {
    return EnumSet.complementOf(EnumSet.of(MILLION, KILLS));
  }
}
