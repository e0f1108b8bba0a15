package io.headland.server.provider.trimble;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A position in a list. It is stored as text between calls.
///
/// @param number of the page, from 1
/// @param bookmark as returned by Trimble; blank on the first page
record BookmarkPosition(int number, String bookmark) {
  static final BookmarkPosition FIRST = new BookmarkPosition(1, "");

  static final int LAST_PAGE = 10_000;

  /// The form of a bookmark that is stored.
  private static final Pattern BOOKMARK = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (\\S+)");

  static BookmarkPosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a position of this list");
    }
    return new BookmarkPosition(Integer.parseInt(parts.group(1)), parts.group(2));
  }

  /// The page after this one; empty when the bookmark is invalid or the same.
  Optional<BookmarkPosition> next(String nextBookmark) {
    boolean forward = number < LAST_PAGE && !nextBookmark.equals(bookmark);
    return forward && BOOKMARK.matcher(nextBookmark).matches()
        ? Optional.of(new BookmarkPosition(number + 1, nextBookmark))
        : Optional.empty();
  }

  String toText() {
    return number + " " + bookmark;
  }
}
