package io.headland.server.core.preview;

/// A compact set of ids: a hash of 64 bits is stored for each. Among a million ids the probability
/// of a collision is one in forty million.
public final class IdSet {
  private static final int FIRST_ROOM = 64;
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long[] slots = new long[FIRST_ROOM];
  private int size;

  /// Adds an id.
  ///
  /// @return whether it is new
  public boolean add(String id) {
    if (!put(slots, hash(id))) {
      return false;
    }
    size++;
    if (2 * size > slots.length) {
      grow();
    }
    return true;
  }

  public boolean contains(String id) {
    long hash = hash(id);
    return slots[slot(slots, hash)] == hash;
  }

  public int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long hash : slots) {
      if (hash != 0) {
        put(larger, hash);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] slots, long hash) {
    int slot = slot(slots, hash);
    if (slots[slot] == hash) {
      return false;
    }
    slots[slot] = hash;
    return true;
  }

  /// The slot of the hash.
  private static int slot(long[] slots, long hash) {
    int slot = (int) hash & slots.length - 1;
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  /// FNV-1a over the characters, finalized so that its low bits depend on all of them. Never zero,
  /// which marks an empty slot.
  private static long hash(String id) {
    long hash = OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
