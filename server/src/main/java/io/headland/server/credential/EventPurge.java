package io.headland.server.credential;

import io.headland.server.background.BackgroundLoop;
import io.headland.server.background.BackgroundLoops;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes credential events that have been kept long enough, every hour. Answers never show them;
/// deleting them saves space.
public final class EventPurge {
  private static final Logger log = LoggerFactory.getLogger(EventPurge.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private EventPurge() {}

  public static BackgroundLoop start(CredentialEventStore events, BackgroundLoops loops) {
    return loops.startMaintenance(
        "event-purge",
        FIRST,
        INTERVAL,
        loop -> {
          while (events.purge() && !loop.isClosed()) {
            log.debug("Purged a batch of credential events");
          }
        });
  }
}
