package io.headland.server.event;

import io.headland.server.background.BackgroundLoop;
import io.headland.server.id.ApiOwnerId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Publishes events as they are committed. Every node looks; one at a time does it.
final class EventPublisher {
  private static final int BATCH = 1_000;

  private final EventPublishStore store;
  private final List<PublishedEvents> listeners = new CopyOnWriteArrayList<>();

  EventPublisher(EventPublishStore store) {
    this.store = store;
  }

  void add(PublishedEvents listener) {
    listeners.add(listener);
  }

  /// Publishes what has been committed.
  void publish(BackgroundLoop loop) {
    int published;
    do {
      Map<ApiOwnerId, Integer> batch = store.publish(BATCH);
      published = batch.values().stream().mapToInt(Integer::intValue).sum();
      if (published > 0) {
        listeners.forEach(listener -> listener.published(batch.keySet()));
      }
    } while (published == BATCH && !loop.isClosed());
  }
}
