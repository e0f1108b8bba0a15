package io.headland.server.core.sync;

/// The position of the reading of an organization, from which another worker can continue.
///
/// @param listing the listing that is being read; blank before the first one, [#END] after the last
/// @param verifying whether it is read for the second time, because the first reading lacked
///   records
/// @param position after the last stored page, in the form of the adapter; blank at the beginning
///   of the listing
/// @param pages number of stored pages of the listing
public record ReadingPosition(String listing, boolean verifying, String position, int pages) {
  /// Not the name of any listing.
  public static final String END = ".";

  public static final ReadingPosition START = atBeginningOf("");

  public static ReadingPosition atBeginningOf(String listing) {
    return new ReadingPosition(listing, false, "", 0);
  }

  /// The beginning of the second reading of the listing.
  public ReadingPosition onceMore() {
    return new ReadingPosition(listing, true, "", 0);
  }

  /// The beginning of this reading of the listing.
  public ReadingPosition restarted() {
    return new ReadingPosition(listing, verifying, "", 0);
  }

  public ReadingPosition after(String next) {
    return new ReadingPosition(listing, verifying, next, pages + 1);
  }
}
