package io.headland.server.credential;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes credential events that have been kept long enough, every hour. Answers never show them
/// anyway: this is about room, so that a purge that fails may simply be made up for by the next.
public final class EventPurge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventPurge.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final CredentialEventStore events;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("event-purge").factory());

  private EventPurge(CredentialEventStore events) {
    this.events = events;
  }

  public static EventPurge start(CredentialEventStore events) {
    EventPurge purge = new EventPurge(events);
    var _ =
        purge.timer.scheduleWithFixedDelay(
            purge::purge, EVERY.toSeconds() / 60, EVERY.toSeconds(), TimeUnit.SECONDS);
    return purge;
  }

  private void purge() {
    try {
      while (events.purge() && !Thread.currentThread().isInterrupted()) {
        log.debug("Purged a batch of credential events");
      }
    } catch (RuntimeException e) {
      // The edge of the loop: an exception here would end the timer for good.
      log.warn("Credential events could not be purged; the next hour tries again", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
