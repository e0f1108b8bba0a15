package io.headland.server.provider.johndeere;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A position in a paged listing. It is stored as text between calls, with all data required to
/// detect repeated pages and a listing that is shorter than its total.
///
/// @param number of the page, from 1
/// @param link below the platform path
/// @param cursorState state of the listing, without blanks; may be empty
/// @param received number of values on the previous pages; [#UNKNOWN] in a position of an older
///   version
/// @param before the fingerprint of the previous page; empty for none
record ListingPosition(int number, String link, String cursorState, int received, String before) {
  static final int LAST_PAGE = 10_000;

  /// The largest page of Deere.
  static final int LARGEST_PAGE = 100;

  static final int UNKNOWN = -1;

  /// Deere's page size without a parameter.
  private static final int DEFAULT_PAGE = 10;

  /// `;start=10;count=10` until 2024, `?pageOffset=10&itemLimit=10` since.
  private static final Pattern OFFSET = Pattern.compile("[;?&](?:start|pageOffset)=(\\d{1,18})");

  private static final Pattern LIMIT = Pattern.compile("[;?&](?:count|itemLimit)=(\\d{1,9})");

  private static final Pattern MATRIX = Pattern.compile(";(?:start|count)=\\d");

  private static final Pattern PLAIN_OFFSET = Pattern.compile("[?&]pageOffset=\\d");

  private static final Pattern PLAIN_LIMIT = Pattern.compile("[?&]itemLimit=\\d");

  private static final Pattern PLAIN_LIMIT_VALUE = Pattern.compile("(?<=[?&]itemLimit=)\\d+");

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9})(?::(-?\\d{1,9}):([0-9a-f-]*))? (/\\S*)(?: (\\S+))?");

  /// The beginning, in the provider's default form.
  static ListingPosition first(String link) {
    return new ListingPosition(1, link, "", 0, "");
  }

  /// The beginning with the largest page size.
  static ListingPosition firstOfPages(String link, String cursorState) {
    return new ListingPosition(1, paged(link, 0, LARGEST_PAGE), cursorState, 0, "");
  }

  static ListingPosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not a position of this listing");
    }
    String received = parts.group(2);
    String before = parts.group(3);
    String cursorState = parts.group(5);
    return new ListingPosition(
        Integer.parseInt(parts.group(1)),
        parts.group(4),
        cursorState == null ? "" : cursorState,
        received == null ? UNKNOWN : Integer.parseInt(received),
        before == null ? "" : before);
  }

  /// A link to the next page, with query parameters instead of matrix parameters, which are
  /// rejected since June 2024, even if a response contains them. If the request of this page had no
  /// size, its link has the default one, and a tenth of the calls is sufficient with the largest.
  ///
  /// @param path of the listing, with the required query
  String nextLink(String link, String path) {
    if (MATRIX.matcher(link).find()) {
      return paged(path, find(OFFSET, link).orElse(0), LARGEST_PAGE);
    }
    boolean isDefault =
        !LIMIT.matcher(this.link).find()
            && PLAIN_OFFSET.matcher(link).find()
            && find(LIMIT, link).orElse(LARGEST_PAGE) == DEFAULT_PAGE;
    return isDefault
        ? PLAIN_LIMIT_VALUE.matcher(link).replaceFirst(Integer.toString(LARGEST_PAGE))
        : link;
  }

  /// The position after a page of this position.
  ListingPosition after(ListingPage<?> page, String nextLink) {
    return new ListingPosition(
        number + 1, nextLink, cursorState, seenWith(page), page.fingerprint());
  }

  /// The position after a page of this position, in the plain form.
  ///
  /// @param path of the listing, with the required query
  ListingPosition plainAfter(ListingPage<?> page, String path) {
    return after(page, paged(path, seenWith(page), LARGEST_PAGE));
  }

  /// The same position in the plain form: without a header, and with query parameters.
  ///
  /// @param path of the listing, with the required query
  ListingPosition plain(String path) {
    long offset = received == UNKNOWN ? find(OFFSET, link).orElse(0) : received;
    return new ListingPosition(
        number + 1, paged(path, offset, LARGEST_PAGE), cursorState, received, before);
  }

  boolean isPlain() {
    return PLAIN_OFFSET.matcher(link).find() && PLAIN_LIMIT.matcher(link).find();
  }

  boolean isFirst() {
    return number == 1;
  }

  boolean isLastAllowed() {
    return number >= LAST_PAGE;
  }

  /// The number of values including a page of this position; [#UNKNOWN] when it is not known.
  int seenWith(ListingPage<?> page) {
    return received == UNKNOWN ? UNKNOWN : received + page.received();
  }

  /// Whether a page of this position has the largest possible number of values.
  boolean isFull(ListingPage<?> page) {
    OptionalLong limit = find(LIMIT, link);
    return limit.isPresent()
        ? page.received() == limit.getAsLong()
        : page.received() == DEFAULT_PAGE || page.received() == LARGEST_PAGE;
  }

  /// The same position with a tenth of the page size; empty when it cannot be smaller.
  ///
  /// @param path of the listing, with the required query
  Optional<ListingPosition> smaller(String path) {
    long limit = find(LIMIT, link).orElse(0) / 10;
    return limit < 1 || isLastAllowed()
        ? Optional.empty()
        : Optional.of(
            new ListingPosition(
                number + 1,
                paged(path, find(OFFSET, link).orElse(0), limit),
                cursorState,
                received,
                before));
  }

  ListingPosition with(String otherCursorState) {
    return new ListingPosition(number, link, otherCursorState, received, before);
  }

  String toText() {
    String text = number + ":" + received + ":" + before + " " + link;
    return cursorState.isEmpty() ? text : text + " " + cursorState;
  }

  boolean leadsForward(String nextLink) {
    if (isLastAllowed() || nextLink.equals(link)) {
      return false;
    }
    OptionalLong next = find(OFFSET, nextLink);
    // Without an offset it may be another style of paging; there a repeated page is detected.
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
