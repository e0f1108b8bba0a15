package io.headland.simulator.johndeere.platform;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Something ordered of which a part can be taken without going through the rest.
interface Shelf<T> extends Iterable<T> {
  /// How many entries are taken at once when all are gone through.
  int PART = 500;

  int total();

  /// The part from one place up to, but without, another; shorter at the end.
  List<T> slice(int from, int to);

  /// Everything in order, a part at a time.
  @Override
  default Iterator<T> iterator() {
    return IntStream.iterate(0, from -> from < total(), from -> from + PART)
        .mapToObj(from -> slice(from, from + PART))
        .flatMap(List::stream)
        .iterator();
  }

  /// The entries for which something holds. To count them all are looked at, and for a part those
  /// before it; none is kept.
  default Shelf<T> filter(Predicate<T> wanted) {
    return new FilteredShelf<>(this, wanted);
  }

  static <T> Shelf<T> of(List<T> all) {
    return new Shelf<>() {
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

  default <S> Shelf<S> map(Function<T, S> change) {
    Shelf<T> source = this;
    return new Shelf<>() {
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
