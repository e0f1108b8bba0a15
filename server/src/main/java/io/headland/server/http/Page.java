package io.headland.server.http;

import java.util.List;
import java.util.function.Function;

/// A page of a list.
///
/// @param total items of the whole list
/// @param firstKey place of the first item, and lastKey of the last; blank on an empty page
public record Page<T>(List<T> items, long total, String firstKey, String lastKey) {

  public Page {
    items = List.copyOf(items);
  }

  public <V> Page<V> map(Function<? super T, ? extends V> view) {
    return new Page<>(items.stream().<V>map(view).toList(), total, firstKey, lastKey);
  }
}
