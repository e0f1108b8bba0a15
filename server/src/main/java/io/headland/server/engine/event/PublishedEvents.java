package io.headland.server.engine.event;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Set;

/// Receives notifications of events that this node published; those of other nodes must be polled.
@FunctionalInterface
public interface PublishedEvents {
  /// Called on the publisher's thread, so it must return soon.
  ///
  /// @param owners with new events
  void published(Set<ApiOwnerId> owners);
}
