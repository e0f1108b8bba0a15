package io.headland.server.event;

import io.headland.server.id.ApiOwnerId;
import io.headland.server.persistence.DatabaseOutage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes events as they are committed. Every node looks; one at a time does it.
final class EventPublisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);
  private static final int BATCH = 1_000;
  private static final Duration LAST_BATCH = Duration.ofSeconds(5);

  private final EventPublishStore store;
  private final List<PublishedEvents> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("event-publisher").factory());
  private volatile boolean closing;

  EventPublisher(EventPublishStore store) {
    this.store = store;
  }

  void start(Duration interval) {
    var _ =
        timer.scheduleWithFixedDelay(
            this::tryToPublish, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void add(PublishedEvents listener) {
    listeners.add(listener);
  }

  private void tryToPublish() {
    try {
      publish();
    } catch (RuntimeException e) {
      // The edge of the loop: an exception here would end the timer for good.
      if (DatabaseOutage.isCauseOf(e)) {
        log.debug("Events wait for the database", e);
      } else {
        log.warn("Events could not be published; the next look tries again", e);
      }
    }
  }

  private void publish() {
    int published;
    do {
      Map<ApiOwnerId, Integer> batch = store.publish(BATCH);
      published = batch.values().stream().mapToInt(Integer::intValue).sum();
      if (published > 0) {
        listeners.forEach(listener -> listener.published(batch.keySet()));
      }
    } while (published == BATCH && !closing);
  }

  /// Lets a batch under way finish: an interrupt would break its connection.
  @Override
  public void close() {
    closing = true;
    timer.shutdown();
    try {
      if (!timer.awaitTermination(LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException _) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
