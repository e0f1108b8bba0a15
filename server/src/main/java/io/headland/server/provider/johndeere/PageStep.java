package io.headland.server.provider.johndeere;

import java.util.Optional;
import java.util.function.Function;

/// Where a listing goes on after a page.
///
/// A page is not taken for the end of a listing while its link or its total says that there is
/// more. The total alone decides nothing: it may be absent or wrong. It makes us ask for what it
/// promises in the plain form, and what that answers counts.
sealed interface PageStep {
  /// There is more.
  record Onward(ListingPosition next) implements PageStep {}

  /// The page is the one before once more: nothing of it counts, and the plain form of request
  /// leads on.
  record Repeated(ListingPosition next) implements PageStep {}

  record End() implements PageStep {}

  /// The end, and nothing of the page counts: it is the end of the page before.
  record Seen() implements PageStep {}

  /// The end, with fewer records than the listing says there are.
  ///
  /// @param counts whether the page counts
  record TooShort(long missing, boolean counts) implements PageStep {}

  record Astray(String why) implements PageStep {}

  /// Decides where to go on.
  ///
  /// @param path of the listing, with what its query needs
  /// @param link makes the link to the next page one to follow; empty when it must not be followed
  static PageStep after(
      ListingPosition position,
      ListingPage<?> page,
      String path,
      Function<String, Optional<String>> link) {
    if (page.beginsLike(position.before())) {
      ListingPosition plain = position.plain(path);
      return plain.link().equals(position.link()) || position.isLastAllowed()
          ? new Astray("the same page again")
          : new Repeated(plain);
    }
    if (page.isLast() && page.endsLike(position.before())) {
      // Records are missing within the pages: what is behind them was seen.
      Long total = page.total();
      return total == null || total <= position.seen()
          ? new Seen()
          : new TooShort(total - position.seen(), false);
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
      return new Astray("a nextPage link that leads astray");
    }
    if (position.leadsForward(next.get())) {
      return new Onward(position.after(page, ListingPosition.inNewForm(next.get(), path)));
    }
    boolean lost = page.received() == 0 || position.seen() == ListingPosition.UNKNOWN;
    return lost || position.isLastAllowed()
        ? new Astray("a nextPage link that does not lead on")
        : new Onward(position.plainAfter(page, path));
  }

  private static PageStep atTheEnd(ListingPosition position, ListingPage<?> page, String path) {
    int seen = position.seenWith(page);
    if (seen == ListingPosition.UNKNOWN || position.isLastAllowed()) {
      return new End();
    }
    Long total = page.total();
    if (total == null) {
      return page.received() > 0 && position.isFull(page)
          ? new Onward(position.plainAfter(page, path))
          : new End();
    }
    if (total <= seen) {
      return new End();
    }
    ListingPosition rest = position.plainAfter(page, path);
    return page.received() == 0 && rest.link().equals(position.link())
        ? new TooShort(total - seen, true)
        : new Onward(rest);
  }
}
