package io.headland.server.core.event;

import io.headland.server.platform.id.LeafUserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events of a feed are wanted.
///
/// @param types all when it names none
/// @param leafUser those of one Leaf user; null for everybody's
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
