package io.headland.server.provider.johndeere;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A link of John Deere.
record LinkBody(@Nullable String rel, @Nullable String uri) {
  static final String CLIENTS = "clients";
  static final String DELETE = "delete";

  /// The links that are not null.
  static List<LinkBody> all(@Nullable List<@Nullable LinkBody> links) {
    return links == null ? List.of() : links.stream().filter(Objects::nonNull).toList();
  }

  static Optional<LinkBody> find(@Nullable List<@Nullable LinkBody> links, String rel) {
    return all(links).stream().filter(link -> rel.equals(link.rel())).findFirst();
  }
}
