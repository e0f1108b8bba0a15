package io.headland.simulator.fielddata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An immutable map. A change copies one bucket and the list of buckets, not the other buckets.
public final class PersistentMap<K, V> {
  private static final int FULL_BUCKET = 64;
  private static final int MOST_BUCKETS = 16_384;

  private final List<Map<K, V>> buckets;
  private final int size;

  private PersistentMap(List<Map<K, V>> buckets, int size) {
    this.buckets = buckets;
    this.size = size;
  }

  public static <K, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(List.of(Map.of()), 0);
  }

  /// A map with a copy of these entries.
  public static <K, V> PersistentMap<K, V> of(Map<K, V> entries) {
    int buckets = 1;
    while (buckets < MOST_BUCKETS && buckets * (FULL_BUCKET / 4) < entries.size()) {
      buckets *= 2;
    }
    return sorted(entries, buckets);
  }

  private static <K, V> PersistentMap<K, V> sorted(Map<K, V> entries, int buckets) {
    List<Map<K, V>> filled = new ArrayList<>(Collections.nCopies(buckets, Map.of()));
    entries.forEach(
        (key, value) -> {
          int place = place(key, buckets);
          if (filled.get(place).isEmpty()) {
            filled.set(place, new HashMap<>());
          }
          filled.get(place).put(key, value);
        });
    return new PersistentMap<>(filled, entries.size());
  }

  public Optional<V> find(K key) {
    return Optional.ofNullable(buckets.get(place(key, buckets.size())).get(key));
  }

  public int size() {
    return size;
  }

  public PersistentMap<K, V> with(K key, V value) {
    int place = place(key, buckets.size());
    Map<K, V> bucket = new HashMap<>(buckets.get(place));
    int more = bucket.put(key, value) == null ? 1 : 0;
    return replaced(place, bucket, size + more).rehash();
  }

  public PersistentMap<K, V> without(K key) {
    int place = place(key, buckets.size());
    if (!buckets.get(place).containsKey(key)) {
      return this;
    }
    Map<K, V> bucket = new HashMap<>(buckets.get(place));
    bucket.remove(key);
    return replaced(place, bucket, size - 1);
  }

  private PersistentMap<K, V> replaced(int place, Map<K, V> bucket, int newSize) {
    List<Map<K, V>> changed = new ArrayList<>(buckets);
    changed.set(place, bucket);
    return new PersistentMap<>(changed, newSize);
  }

  private PersistentMap<K, V> rehash() {
    if (size <= buckets.size() * FULL_BUCKET || buckets.size() >= MOST_BUCKETS) {
      return this;
    }
    Map<K, V> all = HashMap.newHashMap(size);
    buckets.forEach(all::putAll);
    return sorted(all, buckets.size() * 8);
  }

  private static int place(Object key, int buckets) {
    int hash = key.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  }
}
