package io.headland.server.provider.johndeere;

import io.headland.server.provider.Mismatches;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The envelope of all listings. Its `total` counts the records over all pages; it may be absent,
/// and is not the only criterion.
interface Envelope<T extends Envelope.Item> {
  @Nullable List<@Nullable LinkBody> links();

  /// The number of records of the complete listing; null if the response does not state it.
  @Nullable Long total();

  @Nullable List<@Nullable T> values();

  /// An item of a listing.
  interface Item {
    @Nullable String id();

    @Nullable List<@Nullable LinkBody> links();

    /// Only listings of changes should contain deleted items; they are recognized by their link.
    default boolean isGone() {
      return LinkBody.find(links(), LinkBody.DELETE).isPresent();
    }
  }

  /// The malformed values of the response.
  Mismatches mismatches();

  /// The present items, and the link to the next page. An item that cannot be read counts as
  /// present.
  default Reading<ListingPage<WireRecord<T>>> page() {
    // An empty list is valid; a value of another type is not.
    if (mismatches().all().stream().anyMatch(it -> it.path().equals("$.values"))) {
      return new Unreadable<>("values that are not a list");
    }
    List<@Nullable T> values = values();
    if (values == null) {
      // A response with status 200 may contain an error instead of a listing.
      if (links() == null && total() == null) {
        return new Unreadable<>("no values");
      }
      values = List.of();
    }
    List<WireRecord<T>> items = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      T item = values.get(i);
      if (item == null || !item.isGone()) {
        items.add(
            WireRecord.of(item, item == null ? null : item.id(), mismatches().of("values", i)));
      }
    }
    Optional<LinkBody> next = LinkBody.find(links(), "nextPage");
    String uri = next.map(LinkBody::uri).orElse("");
    return next.isPresent() && uri.isBlank()
        ? new Unreadable<>("a nextPage link without a URI")
        : new Read<>(new ListingPage<>(items, uri, values.size(), total(), fingerprint(values)));
  }

  private static <T extends Item> String fingerprint(List<@Nullable T> values) {
    return values.isEmpty() ? "" : hash(values.getFirst()) + "-" + hash(values.getLast());
  }

  private static String hash(@Nullable Item value) {
    return Integer.toHexString(value == null ? 0 : Objects.hashCode(value.id()));
  }
}
