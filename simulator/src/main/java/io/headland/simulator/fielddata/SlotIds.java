package io.headland.simulator.fielddata;

import java.util.OptionalInt;
import java.util.UUID;

/// Ids of one kind of generated record: they look random, and the slot can be computed from the id,
/// so that ids are not stored.
final class SlotIds {
  private static final long LOW = (1L << 62) - 1;
  private static final long FACTOR = 0x1E3779B97F4A7C15L;
  private static final long INVERSE = inverse(FACTOR);

  private final long key;

  SlotIds(String owner, String kind) {
    UUID named = IdGenerator.uuid(owner + '/' + kind);
    this.key = named.getMostSignificantBits() ^ named.getLeastSignificantBits();
  }

  String id(int slot) {
    return uuid(slot).toString();
  }

  private UUID uuid(int slot) {
    long low = ((slot + (key & LOW)) * FACTOR) & LOW;
    long high = (mix(low ^ key) & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
    return new UUID(high, low | 0x8000000000000000L);
  }

  /// The slot of an id that this object generated, below `count`.
  OptionalInt find(String id, int count) {
    UUID given;
    try {
      given = UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      return OptionalInt.empty();
    }
    long low = given.getLeastSignificantBits() & LOW;
    long slot = (low * INVERSE - (key & LOW)) & LOW;
    return slot < count && uuid((int) slot).equals(given)
        ? OptionalInt.of((int) slot)
        : OptionalInt.empty();
  }

  /// Distributes each bit of a number over all others.
  static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  /// The multiplicative inverse of an odd number, by Newton's method.
  private static long inverse(long odd) {
    long guess = odd;
    for (int i = 0; i < 6; i++) {
      guess *= 2 - odd * guess;
    }
    return guess;
  }
}
