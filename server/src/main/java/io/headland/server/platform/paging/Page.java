package io.headland.server.platform.paging;

import java.util.List;
import java.util.function.Function;

/// A page of a list.
///
/// @param total items of the complete list
/// @param before the pages before the first item, and after those after the last
public record Page<T>(List<T> items, long total, Adjacent before, Adjacent after) {

  /// The pages beyond one end of a page.
  public sealed interface Adjacent {
    record None() implements Adjacent {}

    /// A page found by its number.
    record Numbered() implements Adjacent {}

    /// A page that begins next to the item with this key, regardless of its present number.
    record AtKey(String key) implements Adjacent {}
  }

  private static final Adjacent NONE = new Adjacent.None();

  public Page {
    items = List.copyOf(items);
  }

  /// A page of a list whose pages are found only by their numbers.
  public static <T> Page<T> numbered(List<T> items, long total, PageRequest request) {
    return of(items, total, request, _ -> new Adjacent.Numbered());
  }

  /// A page of a list with keys of its items.
  ///
  /// @param read as many items as [PageRequest#limit], in the order of the list. The additional
  ///   item shows whether there are more: the total and the number of the page do not, since rows
  ///   may have been added and removed before.
  public static <T> Page<T> cut(
      List<T> read, long total, PageRequest request, Function<T, String> key) {
    Function<T, Adjacent> adjacent = item -> new Adjacent.AtKey(key.apply(item));
    boolean hasMore = read.size() > request.size();
    return switch (request.position().orElse(null)) {
      case null -> of(read, total, request, adjacent);
      case PagePosition.After _ -> {
        List<T> items = hasMore ? read.subList(0, request.size()) : read;
        yield between(items, total, request.page() > 0, hasMore, adjacent);
      }
      case PagePosition.Before _ -> {
        List<T> items = hasMore ? read.subList(read.size() - request.size(), read.size()) : read;
        yield between(items, total, hasMore, true, adjacent);
      }
    };
  }

  public <V> Page<V> map(Function<? super T, ? extends V> view) {
    return with(items.stream().<V>map(view).toList());
  }

  /// The same page with other items.
  public <V> Page<V> with(List<V> others) {
    return new Page<>(others, total, before, after);
  }

  private static <T> Page<T> of(
      List<T> items, long total, PageRequest request, Function<T, Adjacent> adjacent) {
    // Both conditions are required: the total was counted separately from the items, and one may
    // have been added in between.
    boolean hasMore = items.size() == request.size() && request.offset() + items.size() < total;
    return between(items, total, request.page() > 0, hasMore, adjacent);
  }

  private static <T> Page<T> between(
      List<T> items,
      long total,
      boolean hasBefore,
      boolean hasAfter,
      Function<T, Adjacent> adjacent) {
    return new Page<>(
        items,
        total,
        hasBefore && !items.isEmpty() ? adjacent.apply(items.getFirst()) : NONE,
        hasAfter && !items.isEmpty() ? adjacent.apply(items.getLast()) : NONE);
  }
}
