package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a listing, read.
///
/// @param nextLink as it came; blank on the last page
/// @param received how many values the answer had, those that are left out of the records included
/// @param total of the whole listing as the answer states it; null when it states none
/// @param fingerprint of the first and of the last id in the answer, joined by `-`; empty for an
///   answer without values. Two pages of one listing begin and end with different records
record ListingPage<R>(
    List<R> records, String nextLink, int received, @Nullable Long total, String fingerprint) {

  ListingPage {
    records = List.copyOf(records);
  }

  /// The same page with other records.
  <S> ListingPage<S> holding(List<S> others) {
    return new ListingPage<>(others, nextLink, received, total, fingerprint);
  }

  /// Whether it begins where another page did.
  boolean beginsLike(String other) {
    return received > 0 && !other.isEmpty() && first(fingerprint).equals(first(other));
  }

  /// Whether it ends where another page did.
  boolean endsLike(String other) {
    return received > 0 && !other.isEmpty() && last(fingerprint).equals(last(other));
  }

  private static String first(String fingerprint) {
    return fingerprint.substring(0, fingerprint.indexOf('-') + 1);
  }

  private static String last(String fingerprint) {
    return fingerprint.substring(fingerprint.indexOf('-') + 1);
  }

  boolean isLast() {
    return nextLink.isBlank();
  }

  /// Whether nothing in the answer says that there is more.
  boolean isWhole() {
    return isLast() && (total == null || total <= received);
  }
}
