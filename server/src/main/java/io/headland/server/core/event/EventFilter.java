package io.headland.server.core.event;

import io.headland.server.platform.id.LeafUserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A filter of a feed.
///
/// @param types all when empty
/// @param leafUser those of one Leaf user; null for all
/// @param provider those of one provider; null for all
public record EventFilter(
    Set<EventType> types, @Nullable LeafUserId leafUser, @Nullable String provider) {
  public static final EventFilter ALL = of(Set.of());

  public EventFilter {
    types = Set.copyOf(types);
  }

  public static EventFilter of(Set<EventType> types) {
    return new EventFilter(types, null, null);
  }
}
