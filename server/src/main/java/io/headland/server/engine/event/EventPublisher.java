package io.headland.server.engine.event;

import io.headland.server.core.event.EventPublishStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.tasks.BackgroundLoop;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Publishes events after their commit. Every node checks; one at a time publishes.
public final class EventPublisher {
  private static final int BATCH = 1_000;

  private final EventPublishStore store;
  private final List<PublishedEvents> listeners = new CopyOnWriteArrayList<>();

  public EventPublisher(EventPublishStore store) {
    this.store = store;
  }

  public void add(PublishedEvents listener) {
    listeners.add(listener);
  }

  /// Publishes committed events.
  public void publish(BackgroundLoop loop) {
    int published;
    do {
      Map<ApiOwnerId, Integer> batch = store.publish(BATCH);
      published = batch.values().stream().mapToInt(Integer::intValue).sum();
      if (published > 0) {
        listeners.forEach(listener -> listener.published(batch.keySet()));
      }
    } while (published >= BATCH && !loop.isClosed());
  }

  /// Receives notifications of events that this node published; those of other nodes must be
  /// polled.
  @FunctionalInterface
  public interface PublishedEvents {
    /// Called on the publisher's thread, so it must return soon.
    ///
    /// @param owners with new events
    void published(Set<ApiOwnerId> owners);
  }
}
