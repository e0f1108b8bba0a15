package io.headland.server.provider.johndeere;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in a paged listing we are. Kept as text between calls, so it carries all that is needed to
/// see that a provider leads us in a circle, and what the end of the listing wants to know about
/// its beginning.
///
/// @param number of the page, from 1
/// @param link beneath the platform path
/// @param luggage what the listing takes along, without blanks in it; may be empty
record ListingPosition(int number, String link, String luggage) {
  static final int LAST_PAGE = 10_000;

  /// The most that Deere gives in a page.
  static final int LARGEST_PAGE = 100;

  /// `;start=10;count=10` of old, `?pageOffset=10&itemLimit=10` of late.
  private static final Pattern OFFSET = Pattern.compile("[;?&](?:start|pageOffset)=(\\d{1,18})");

  private static final Pattern LIMIT = Pattern.compile("[;?&](?:count|itemLimit)=(\\d{1,9})");

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (/\\S*)(?: (\\S+))?");

  /// The beginning, in whatever form the provider gives it.
  static ListingPosition first(String link) {
    return new ListingPosition(1, link, "");
  }

  /// The beginning in the largest pages.
  static ListingPosition firstOfPages(String link, String luggage) {
    return new ListingPosition(1, paged(link, 0, LARGEST_PAGE), luggage);
  }

  static ListingPosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a position of this listing");
    }
    String luggage = parts.group(3) == null ? "" : parts.group(3);
    return new ListingPosition(Integer.parseInt(parts.group(1)), parts.group(2), luggage);
  }

  /// The page after this one; empty when its link does not lead forward.
  Optional<ListingPosition> next(String nextLink) {
    return leadsForward(nextLink)
        ? Optional.of(new ListingPosition(number + 1, nextLink, luggage))
        : Optional.empty();
  }

  /// The same place with a tenth of the records; empty when there cannot be fewer.
  ///
  /// @param path of the listing, with what its query needs
  Optional<ListingPosition> smaller(String path) {
    long limit = find(LIMIT, link).orElse(0) / 10;
    return limit < 1 || number >= LAST_PAGE
        ? Optional.empty()
        : Optional.of(
            new ListingPosition(
                number + 1, paged(path, find(OFFSET, link).orElse(0), limit), luggage));
  }

  ListingPosition with(String otherLuggage) {
    return new ListingPosition(number, link, otherLuggage);
  }

  String toText() {
    return luggage.isEmpty() ? number + " " + link : number + " " + link + " " + luggage;
  }

  private boolean leadsForward(String nextLink) {
    if (number >= LAST_PAGE || nextLink.equals(link)) {
      return false;
    }
    OptionalLong next = find(OFFSET, nextLink);
    // Without an offset it may be a new style of paging, where the page limit alone ends a circle.
    return next.isEmpty() || next.getAsLong() > find(OFFSET, link).orElse(0);
  }

  private static String paged(String link, long offset, long limit) {
    char mark = link.indexOf('?') < 0 ? '?' : '&';
    return link + mark + "pageOffset=" + offset + "&itemLimit=" + limit;
  }

  private static OptionalLong find(Pattern number, String link) {
    Matcher found = number.matcher(link);
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }
}
