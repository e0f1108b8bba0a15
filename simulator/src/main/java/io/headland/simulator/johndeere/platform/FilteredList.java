package io.headland.simulator.johndeere.platform;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// The entries of another list that match a predicate.
final class FilteredList<T> implements PagedList<T> {
  private static final int UNKNOWN = -1;

  private final PagedList<T> source;
  private final Predicate<T> predicate;
  private int total = UNKNOWN;

  FilteredList(PagedList<T> source, Predicate<T> predicate) {
    this.source = source;
    this.predicate = predicate;
  }

  @Override
  public int total() {
    if (total == UNKNOWN) {
      int count = 0;
      for (T entry : source) {
        count += predicate.test(entry) ? 1 : 0;
      }
      total = count;
    }
    return total;
  }

  @Override
  public List<T> slice(int from, int to) {
    List<T> found = new ArrayList<>();
    int passed = 0;
    Iterator<T> all = iterator();
    while (passed < to && all.hasNext()) {
      T entry = all.next();
      if (passed >= from) {
        found.add(entry);
      }
      passed++;
    }
    return found;
  }

  @Override
  public Iterator<T> iterator() {
    return StreamSupport.stream(source.spliterator(), false).filter(predicate).iterator();
  }
}
