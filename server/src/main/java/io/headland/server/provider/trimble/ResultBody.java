package io.headland.server.provider.trimble;

import io.headland.server.provider.Mismatches;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The envelope of every list.
interface ResultBody<T extends ResultBody.Item> {
  /// The member that contains the list.
  String KEY = "result";

  @Nullable List<@Nullable T> result();

  @Nullable BookmarkBody bookmark();

  /// An element of a list.
  interface Item {
    @Nullable String id();

    /// Whether the record is no longer in use: lists omit such records, as far as is known.
    default @Nullable Object retired() {
      return null;
    }
  }

  /// Both are texts in Trimble's samples; the bookmark is absent on the last page.
  record BookmarkBody(@Nullable String token, @Nullable String moreResults) {}

  /// The malformed values of the response.
  Mismatches mismatches();

  /// The items in use, and the bookmark of the next page. An item that cannot be read counts as
  /// present.
  default Reading<ResultPage<WireRecord<T>>> page() {
    List<@Nullable T> result = result();
    if (result == null) {
      if (bookmark() == null) {
        return new Unreadable<>("no result");
      }
      result = List.of();
    }
    List<WireRecord<T>> items = new ArrayList<>(result.size());
    for (int i = 0; i < result.size(); i++) {
      T item = result.get(i);
      if (item == null || !"true".equalsIgnoreCase(String.valueOf(item.retired()))) {
        items.add(WireRecord.of(item, item == null ? null : item.id(), mismatches().of(KEY, i)));
      }
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
