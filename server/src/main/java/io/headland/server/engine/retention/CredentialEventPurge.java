package io.headland.server.engine.retention;

import io.headland.server.core.credential.CredentialEventStore;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes credential events that have been kept long enough, every hour. Answers never show them;
/// deleting them saves space.
public final class CredentialEventPurge {
  private static final Logger log = LoggerFactory.getLogger(CredentialEventPurge.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private CredentialEventPurge() {}

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
