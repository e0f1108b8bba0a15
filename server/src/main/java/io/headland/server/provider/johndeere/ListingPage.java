package io.headland.server.provider.johndeere;

import java.util.List;

/// A page of a listing, understood.
///
/// @param nextLink as it came; blank on the last page
record ListingPage<R>(List<R> records, String nextLink) {

  ListingPage {
    records = List.copyOf(records);
  }

  boolean isLast() {
    return nextLink.isBlank();
  }
}
