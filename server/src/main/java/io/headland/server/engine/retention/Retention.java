package io.headland.server.engine.retention;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.headland.server.core.event.EventPurgeStore;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.tasks.TaskFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;

/// Deletes rows of all API owners whose retention has passed, every hour on one node. A statement
/// deletes a bounded number of rows, so that none holds locks for long.
public final class Retention {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final int EVENTS = 2_000;

  private final List<Rule> rules;
  private final InstantSource clock;

  private record Rule(Duration retention, Deletion deletion) {}

  @FunctionalInterface
  private interface Deletion {
    /// @param before rows that ended before this time are deleted
    /// @param isStopping ends the deletion after the current statement
    void run(Instant before, BooleanSupplier isStopping);
  }

  public Retention(Jdbi jdbi, InstantSource clock, HeadlandConfig config) {
    this.clock = clock;
    RetentionStore rows = new RetentionStore(jdbi);
    EventPurgeStore feeds = new EventPurgeStore(jdbi);
    Duration records = config.sync().retention();
    Duration webhooks = config.webhooks().retention();
    this.rules =
        List.of(
            of(rows, records, "field_boundary", RetentionStore.ENDED_BOUNDARIES),
            of(rows, records, "field", "removed_at < :before"),
            of(rows, records, "farm", "removed_at < :before"),
            of(rows, records, "grower", "removed_at < :before"),
            of(rows, records, "earlier_geometry", "replaced_at < :before"),
            new Rule(
                records,
                (before, isStopping) -> rows.deleteSnapshots(clock.instant(), before, isStopping)),
            of(rows, records, "sync_run", "ended_at < :before"),
            of(rows, records, "field_operation", RetentionStore.OPERATIONS_WITHOUT_FIELD),
            of(rows, records, "machine_file", RetentionStore.FILES_WITHOUT_ORGANIZATION),
            of(rows, config.batches().retention(), "batch", RetentionStore.FAILED_BATCHES),
            of(rows, Duration.ZERO, "archive_upload", RetentionStore.EXPIRED_UPLOADS),
            of(rows, webhooks, "webhook_attempt", "at < :before"),
            of(rows, webhooks, "webhook_retry", "abandoned_at < :before"),
            of(
                rows,
                config.credentials().eventRetention(),
                "credential_event",
                "created_at <= :before"),
            new Rule(
                config.events().retention(),
                (before, isStopping) -> deleteEvents(feeds, before, isStopping)));
  }

  private static Rule of(RetentionStore rows, Duration retention, String table, String condition) {
    return new Rule(
        retention, (before, isStopping) -> rows.delete(table, condition, before, isStopping));
  }

  /// The task, one of those with which the scheduler starts.
  public CustomTask<Void> task(TaskFactory tasks) {
    return tasks.recurring("retention", INTERVAL, this::run);
  }

  /// Applies all rules.
  ///
  /// @param isStopping ends them after the current statement
  public void run(BooleanSupplier isStopping) {
    for (Rule rule : rules) {
      if (!isStopping.getAsBoolean()) {
        rule.deletion().run(clock.instant().minus(rule.retention()), isStopping);
      }
    }
  }

  private static void deleteEvents(
      EventPurgeStore feeds, Instant before, BooleanSupplier isStopping) {
    for (ApiOwnerId owner : feeds.listOwners()) {
      int deleted = EVENTS;
      while (deleted == EVENTS && !isStopping.getAsBoolean()) {
        deleted = feeds.purge(owner, before, EVENTS);
      }
    }
  }
}
