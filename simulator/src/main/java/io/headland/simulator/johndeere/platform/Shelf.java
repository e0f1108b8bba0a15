package io.headland.simulator.johndeere.platform;

import java.util.List;
import java.util.function.Function;

/// Something ordered of which a part can be taken without going through the rest.
interface Shelf<T> {
  int total();

  /// The part from one place up to, but without, another; shorter at the end.
  List<T> slice(int from, int to);

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
    };
  }
}
