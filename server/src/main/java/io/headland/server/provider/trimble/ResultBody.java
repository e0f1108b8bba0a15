package io.headland.server.provider.trimble;

import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The envelope of every list.
interface ResultBody<T extends ResultBody.Item> {
  @Nullable List<@Nullable T> result();

  @Nullable BookmarkBody bookmark();

  /// Whatever a list holds.
  interface Item {
    @Nullable String id();
  }

  /// Both are texts in Trimble's own samples; the bookmark lacks on the last page.
  record BookmarkBody(@Nullable String token, @Nullable String moreResults) {}

  /// The items, each with an id, and the bookmark of the next page.
  default Reading<ResultPage<T>> page() {
    List<@Nullable T> result = result();
    if (result == null) {
      return new Unreadable<>("no result");
    }
    List<T> items = new ArrayList<>(result.size());
    for (T item : result) {
      if (item == null || item.id() == null || item.id().isBlank()) {
        return new Unreadable<>("a record without an id");
      }
      items.add(item);
    }
    return withBookmark(items, Objects.requireNonNullElse(bookmark(), new BookmarkBody("", "")));
  }

  private static <T> Reading<ResultPage<T>> withBookmark(List<T> items, BookmarkBody bookmark) {
    String token = Objects.requireNonNullElse(bookmark.token(), "").strip();
    String more = Objects.requireNonNullElse(bookmark.moreResults(), "").strip();
    if (token.isEmpty() && more.equalsIgnoreCase("true")) {
      return new Unreadable<>("more results without a bookmark");
    }
    return new Read<>(new ResultPage<>(items, more.equalsIgnoreCase("false") ? "" : token));
  }
}
