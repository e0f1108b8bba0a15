package io.headland.server.provider.johndeere;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in a paged listing we are. Kept as text between calls, so it carries all that is needed to
/// see that a provider leads us in a circle.
///
/// @param number of the page, from 1
/// @param link beneath the platform path
record ListingPosition(int number, String link) {
  static final int LAST_PAGE = 10_000;
  static final ListingPosition FIRST = new ListingPosition(1, "/organizations");

  /// The same beginning in the largest pages that Deere gives.
  static final ListingPosition FIRST_OF_PAGES =
      new ListingPosition(1, "/organizations?pageOffset=0&itemLimit=100");

  /// `;start=10;count=10` of old, `?pageOffset=10&itemLimit=10` of late.
  private static final Pattern OFFSET = Pattern.compile("[;?&](?:start|pageOffset)=(\\d{1,18})");

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (/\\S*)");

  static ListingPosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a position of this listing");
    }
    return new ListingPosition(Integer.parseInt(parts.group(1)), parts.group(2));
  }

  /// The page after this one; empty when its link does not lead forward.
  Optional<ListingPosition> next(String nextLink) {
    return leadsForward(nextLink)
        ? Optional.of(new ListingPosition(number + 1, nextLink))
        : Optional.empty();
  }

  String toText() {
    return number + " " + link;
  }

  private boolean leadsForward(String nextLink) {
    if (number >= LAST_PAGE || nextLink.equals(link)) {
      return false;
    }
    OptionalLong next = offset(nextLink);
    // Without an offset it may be a new style of paging, where the page limit alone ends a circle.
    return next.isEmpty() || next.getAsLong() > offset(link).orElse(0);
  }

  private static OptionalLong offset(String link) {
    Matcher offset = OFFSET.matcher(link);
    return offset.find() ? OptionalLong.of(Long.parseLong(offset.group(1))) : OptionalLong.empty();
  }
}
