package io.headland.server.core.health;

/// The number of accounts by health.
record AccountTotals(long total, long ok, long attention, long broken, long unverified) {
  long of(AccountHealth health) {
    return switch (health) {
      case OK -> ok;
      case ATTENTION -> attention;
      case BROKEN -> broken;
      case UNVERIFIED -> unverified;
    };
  }
}
