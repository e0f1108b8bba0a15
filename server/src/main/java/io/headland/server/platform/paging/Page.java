package io.headland.server.platform.paging;

import java.util.List;
import java.util.function.Function;

/// A page of a list.
///
/// @param total items of the complete list
/// @param before the pages before the first item, and after those after the last
public record Page<T>(List<T> items, long total, Beyond before, Beyond after) {

  /// The pages beyond one end of a page.
  public sealed interface Beyond {
    record Nothing() implements Beyond {}

    /// A page found by its number.
    record Numbered() implements Beyond {}

    /// A page that begins next to the item with this key, regardless of its present number.
    record Place(String key) implements Beyond {}
  }

  private static final Beyond NOTHING = new Beyond.Nothing();

  public Page {
    items = List.copyOf(items);
  }

  /// A page of a list whose pages are found only by their numbers.
  public static <T> Page<T> numbered(List<T> items, long total, PageRequest request) {
    return of(items, total, request, _ -> new Beyond.Numbered());
  }

  /// A page of a list with keys of its items.
  ///
  /// @param read as many items as [PageRequest#limit], in the order of the list. The additional
  ///   item shows whether there are more: the total and the number of the page do not, since rows
  ///   may have been added and removed before.
  public static <T> Page<T> cut(
      List<T> read, long total, PageRequest request, Function<T, String> key) {
    Function<T, Beyond> place = item -> new Beyond.Place(key.apply(item));
    boolean goesOn = read.size() > request.size();
    return switch (request.position().orElse(null)) {
      case null -> of(read, total, request, place);
      case PagePosition.After _ -> {
        List<T> items = goesOn ? read.subList(0, request.size()) : read;
        yield between(items, total, request.page() > 0, goesOn, place);
      }
      case PagePosition.Before _ -> {
        List<T> items = goesOn ? read.subList(read.size() - request.size(), read.size()) : read;
        yield between(items, total, goesOn, true, place);
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
      List<T> items, long total, PageRequest request, Function<T, Beyond> beside) {
    // Both conditions are required: the total was counted separately from the items, and one may
    // have been added in between.
    boolean goesOn = items.size() == request.size() && request.offset() + items.size() < total;
    return between(items, total, request.page() > 0, goesOn, beside);
  }

  private static <T> Page<T> between(
      List<T> items, long total, boolean hasBefore, boolean hasAfter, Function<T, Beyond> beside) {
    return new Page<>(
        items,
        total,
        hasBefore && !items.isEmpty() ? beside.apply(items.getFirst()) : NOTHING,
        hasAfter && !items.isEmpty() ? beside.apply(items.getLast()) : NOTHING);
  }
}
