package io.headland.server.provider.johndeere;

import java.util.Optional;
import java.util.function.Function;

/// Where a listing continues after a page.
///
/// A page is not the end of a listing while its link or its total indicates more. The total alone
/// is not decisive, because it may be absent or wrong: the remaining records are requested in the
/// plain form, and that response is decisive.
sealed interface PageStep {
  /// There are more pages.
  record Onward(ListingPosition next) implements PageStep {}

  /// The page repeats the previous one: it is discarded, and the plain form of the request is used.
  record Repeated(ListingPosition next) implements PageStep {}

  record End() implements PageStep {}

  /// The end, and the page is discarded: it repeats the end of the previous page.
  record Seen() implements PageStep {}

  /// The end, with fewer records than the total of the listing.
  ///
  /// @param counts whether the records of the page are used
  record TooShort(long missing, boolean counts) implements PageStep {}

  record NoProgress(String reason) implements PageStep {}

  /// Determines where to continue.
  ///
  /// @param path of the listing, with the required query
  /// @param link rewrites the link to the next page; empty when it must not be followed
  static PageStep after(
      ListingPosition position,
      ListingPage<?> page,
      String path,
      Function<String, Optional<String>> link) {
    if (page.beginsLike(position.before())) {
      ListingPosition plain = position.plain(path);
      return plain.link().equals(position.link()) || position.isLastAllowed()
          ? new NoProgress("the same page again")
          : new Repeated(plain);
    }
    if (page.isLast() && page.endsLike(position.before())) {
      // Records are missing within the pages: all later records were read.
      Long total = page.total();
      return total == null || total <= position.received()
          ? new Seen()
          : new TooShort(total - position.received(), false);
    }
    return page.isLast() ? atTheEnd(position, page, path) : onward(position, page, path, link);
  }

  private static PageStep onward(
      ListingPosition position,
      ListingPage<?> page,
      String path,
      Function<String, Optional<String>> link) {
    Optional<String> next = link.apply(page.nextLink());
    if (next.isEmpty()) {
      return new NoProgress("a nextPage link to another address");
    }
    if (position.leadsForward(next.get())) {
      return new Onward(position.after(page, position.nextLink(next.get(), path)));
    }
    boolean lost = page.received() == 0 || position.received() == ListingPosition.UNKNOWN;
    return lost || position.isLastAllowed()
        ? new NoProgress("a nextPage link that does not advance")
        : new Onward(position.plainAfter(page, path));
  }

  private static PageStep atTheEnd(ListingPosition position, ListingPage<?> page, String path) {
    int received = position.seenWith(page);
    if (received == ListingPosition.UNKNOWN || position.isLastAllowed()) {
      return new End();
    }
    Long total = page.total();
    if (total == null) {
      return page.received() > 0 && position.isFull(page)
          ? new Onward(position.plainAfter(page, path))
          : new End();
    }
    if (total <= received) {
      return new End();
    }
    ListingPosition rest = position.plainAfter(page, path);
    return page.received() == 0 && rest.link().equals(position.link())
        ? new TooShort(total - received, true)
        : new Onward(rest);
  }
}
