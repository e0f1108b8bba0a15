package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a listing after reading.
///
/// @param nextLink as received; blank on the last page
/// @param received the number of values in the response, including those that are not records
/// @param total of the complete listing as stated in the response; null when it is absent
/// @param fingerprint of the first and of the last id in the response, joined by `-`; empty for a
///   response without values. Two pages of one listing begin and end with different records
record ListingPage<R>(
    List<R> records, String nextLink, int received, @Nullable Long total, String fingerprint) {

  ListingPage {
    records = List.copyOf(records);
  }

  /// The same page with other records.
  <S> ListingPage<S> withRecords(List<S> others) {
    return new ListingPage<>(others, nextLink, received, total, fingerprint);
  }

  /// Whether its first record is that of another page.
  boolean beginsLike(String other) {
    return received > 0 && !other.isEmpty() && first(fingerprint).equals(first(other));
  }

  /// Whether its last record is that of another page.
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

  /// Whether nothing in the response indicates further records.
  boolean isWhole() {
    return isLast() && (total == null || total <= received);
  }
}
