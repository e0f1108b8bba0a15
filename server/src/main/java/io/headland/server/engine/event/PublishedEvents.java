package io.headland.server.engine.event;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Set;

/// Hears of events that this node published; those that other nodes publish it must look for.
@FunctionalInterface
public interface PublishedEvents {
  /// Called on the publisher's thread, so briefly: the next events wait.
  ///
  /// @param owners whose feeds grew
  void published(Set<ApiOwnerId> owners);
}
