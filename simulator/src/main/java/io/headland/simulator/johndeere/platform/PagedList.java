package io.headland.simulator.johndeere.platform;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// An ordered list of which a range can be read without reading the entries before it.
interface PagedList<T> extends Iterable<T> {
  /// The number of entries that iteration reads at once.
  int BATCH = 500;

  int total();

  /// The entries from one index (inclusive) to another (exclusive); fewer at the end.
  List<T> slice(int from, int to);

  /// All entries in order, read in batches.
  @Override
  default Iterator<T> iterator() {
    return IntStream.iterate(0, from -> from < total(), from -> from + BATCH)
        .mapToObj(from -> slice(from, from + BATCH))
        .flatMap(List::stream)
        .iterator();
  }

  /// The entries that match a predicate. Counting reads all entries, a range reads the entries
  /// before it; none is stored.
  default PagedList<T> filter(Predicate<T> predicate) {
    return new FilteredList<>(this, predicate);
  }

  static <T> PagedList<T> of(List<T> all) {
    return new PagedList<>() {
      @Override
      public int total() {
        return all.size();
      }

      @Override
      public List<T> slice(int from, int to) {
        int end = Math.min(to, all.size());
        return all.subList(Math.min(from, end), end);
      }
    };
  }

  default <S> PagedList<S> map(Function<T, S> change) {
    PagedList<T> source = this;
    return new PagedList<>() {
      @Override
      public int total() {
        return source.total();
      }

      @Override
      public List<S> slice(int from, int to) {
        return source.slice(from, to).stream().map(change).toList();
      }

      @Override
      public Iterator<S> iterator() {
        Iterator<T> all = source.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public S next() {
            return change.apply(all.next());
          }
        };
      }
    };
  }
}
