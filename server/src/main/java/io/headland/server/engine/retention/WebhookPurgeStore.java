package io.headland.server.engine.retention;

import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// Deletes what was kept for long enough, whoever's it is, a bounded number at a time.
public final class WebhookPurgeStore {
  private static final int BATCH = 5_000;

  private final Jdbi jdbi;

  public WebhookPurgeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public void purge(Instant before) {
    empty(
        """
        delete from webhook_attempt
         where ctid = any (array (select ctid from webhook_attempt where at < :before limit :batch))
        """,
        before);
    empty(
        """
        delete from webhook_retry
         where ctid = any (array (select ctid from webhook_retry where abandoned_at < :before limit :batch))
        """,
        before);
  }

  private void empty(String sql, Instant before) {
    int deleted;
    do {
      deleted =
          jdbi.withHandle(
              handle ->
                  handle.createUpdate(sql).bind("before", before).bind("batch", BATCH).execute());
    } while (deleted == BATCH && !Thread.currentThread().isInterrupted());
  }
}
