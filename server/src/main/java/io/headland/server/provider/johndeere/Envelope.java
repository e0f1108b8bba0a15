package io.headland.server.provider.johndeere;

import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The envelope of every listing. Its `total` counts the records over all pages; it may be absent,
/// and is not relied on alone.
interface Envelope<T extends Envelope.Item> {
  @Nullable List<@Nullable LinkBody> links();

  /// How many records the whole listing has; null where the answer does not say so.
  @Nullable Long total();

  @Nullable List<@Nullable T> values();

  /// Whatever a listing holds.
  interface Item {
    @Nullable String id();

    @Nullable List<@Nullable LinkBody> links();

    /// Deleted items should be named by a listing of changes only; they are told by their link.
    default boolean isGone() {
      return LinkBody.find(links(), "delete").isPresent();
    }
  }

  /// The items that are there, each with an id, and the link to the next page.
  default Reading<ListingPage<T>> page() {
    List<@Nullable T> values = values();
    // An answer of status 200 may hold an error instead of a listing.
    if (values == null) {
      return new Unreadable<>("no values");
    }
    List<T> items = new ArrayList<>(values.size());
    for (T item : values) {
      if (item == null || isBlank(item.id())) {
        return new Unreadable<>("a record without an id");
      }
      if (!item.isGone()) {
        items.add(item);
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

  private static boolean isBlank(@Nullable String id) {
    return id == null || id.isBlank();
  }
}
