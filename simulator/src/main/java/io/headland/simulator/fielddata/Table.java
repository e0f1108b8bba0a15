package io.headland.simulator.fielddata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Immutable rows in the order in which they were added. A row keeps its slot; a removed one leaves
/// a gap. Rows of the origin are generated when they are read and not stored; sums over chunks make
/// it inexpensive to start in the middle of a million rows.
final class Table<R> {
  private static final int CHUNK = 256;

  /// The source of the initial rows.
  interface Origin<R> {
    int size();

    R row(int slot);

    /// The number of entries of each kind that a row adds to the lists; see [Count].
    default int[] count(int slot, Count<R> count) {
      return count.of(row(slot));
    }
  }

  /// The number of entries of a row in each of several lists.
  interface Count<R> {
    int[] of(R row);
  }

  /// A row with the range of its entries, counted within one list, that lies in the requested
  /// range.
  record Part<R>(R row, int from, int to) {}

  private static final class Chunk<R> {
    private final Map<Integer, Optional<R>> changed;
    private volatile int @Nullable [] sums;

    Chunk(Map<Integer, Optional<R>> changed) {
      this.changed = changed;
    }
  }

  private final Origin<R> origin;
  private final Count<R> count;
  private final int size;
  private final List<Chunk<R>> chunks;

  private Table(Origin<R> origin, Count<R> count, int size, List<Chunk<R>> chunks) {
    this.origin = origin;
    this.count = count;
    this.size = size;
    this.chunks = chunks;
  }

  static <R> Table<R> of(Origin<R> origin, Count<R> count) {
    List<Chunk<R>> chunks = new ArrayList<>();
    for (int from = 0; from < origin.size(); from += CHUNK) {
      chunks.add(new Chunk<>(Map.of()));
    }
    return new Table<>(origin, count, origin.size(), chunks);
  }

  /// The slot that the next new row gets.
  int nextSlot() {
    return size;
  }

  Optional<R> find(int slot) {
    if (slot < 0 || slot >= size) {
      return Optional.empty();
    }
    Optional<R> changed = chunks.get(slot / CHUNK).changed.get(slot);
    return changed == null ? Optional.of(origin.row(slot)) : changed;
  }

  Table<R> added(R row) {
    return put(size, Optional.of(row));
  }

  Table<R> with(int slot, R row) {
    return put(slot, Optional.of(row));
  }

  Table<R> without(int slot) {
    return put(slot, Optional.empty());
  }

  private Table<R> put(int slot, Optional<R> row) {
    List<Chunk<R>> copy = new ArrayList<>(chunks);
    int index = slot / CHUNK;
    Map<Integer, Optional<R>> changed = new HashMap<>();
    if (index < copy.size()) {
      changed.putAll(copy.get(index).changed);
    } else {
      copy.add(new Chunk<>(Map.of()));
    }
    changed.put(slot, row);
    copy.set(index, new Chunk<>(changed));
    return new Table<>(origin, count, Math.max(size, slot + 1), copy);
  }

  /// The length of the list of these kinds.
  int count(int... kinds) {
    int count = 0;
    for (int index = 0; index < chunks.size(); index++) {
      count += weight(sums(index), kinds);
    }
    return count;
  }

  /// The entries of a list from one index (inclusive) to another (exclusive).
  List<Part<R>> slice(int from, int to, int... kinds) {
    List<Part<R>> found = new ArrayList<>();
    int passed = 0;
    for (int index = 0; index < chunks.size() && passed < to; index++) {
      int weight = weight(sums(index), kinds);
      if (passed + weight > from) {
        addFrom(index, found, passed, from, to, kinds);
      }
      passed += weight;
    }
    return found;
  }

  private void addFrom(int index, List<Part<R>> found, int before, int from, int to, int[] kinds) {
    int passed = before;
    int end = Math.min(size, (index + 1) * CHUNK);
    for (int slot = index * CHUNK; slot < end && passed < to; slot++) {
      int weight = weight(countOf(slot), kinds);
      if (weight > 0 && passed + weight > from) {
        int first = Math.max(0, from - passed);
        int last = Math.min(weight, to - passed);
        find(slot).ifPresent(row -> found.add(new Part<>(row, first, last)));
      }
      passed += weight;
    }
  }

  private int[] sums(int index) {
    Chunk<R> chunk = chunks.get(index);
    int[] known = chunk.sums;
    if (known != null) {
      return known;
    }
    int[] sums = new int[EntryCounts.KINDS];
    int end = Math.min(size, (index + 1) * CHUNK);
    for (int slot = index * CHUNK; slot < end; slot++) {
      int[] more = countOf(slot);
      for (int kind = 0; kind < more.length; kind++) {
        sums[kind] += more[kind];
      }
    }
    chunk.sums = sums;
    return sums;
  }

  private int[] countOf(int slot) {
    Optional<R> changed = chunks.get(slot / CHUNK).changed.get(slot);
    return changed == null
        ? origin.count(slot, count)
        : changed.map(count::of).orElseGet(() -> new int[0]);
  }

  private static int weight(int[] sums, int[] kinds) {
    int weight = 0;
    for (int kind : kinds) {
      weight += kind < sums.length ? sums[kind] : 0;
    }
    return weight;
  }
}
