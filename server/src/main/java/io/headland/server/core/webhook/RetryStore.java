package io.headland.server.core.webhook;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Events that are sent outside of the order of the feed: retries and replays.
public final class RetryStore {
  private final Jdbi jdbi;

  public RetryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A pending event.
  public record Due(EventId event, int attempts) {}

  /// An abandoned event, with the result of its last attempt.
  ///
  /// @param abandonedAt time of the last attempt
  public record Abandoned(
      WebhookId webhook,
      EventId event,
      Instant abandonedAt,
      @Nullable Integer statusCode,
      @Nullable String failure,
      @Nullable String response) {}

  /// The events that are due, the earliest first.
  public List<Due> due(ApiOwnerId owner, WebhookId id, Instant now, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select event_id, attempts
                      from webhook_retry
                     where api_owner_id = :owner
                       and webhook_id = :id
                       and next_at <= :now
                     order by next_at, event_id
                     limit :limit
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("now", now)
                .bind("limit", limit)
                .map(
                    (row, _) ->
                        new Due(
                            Columns.get(row, "event_id", EventId.class), row.getInt("attempts")))
                .list());
  }

  /// The time at which the next event is due.
  public Optional<Instant> findNext(ApiOwnerId owner, WebhookId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select min(next_at)
                      from webhook_retry
                     where api_owner_id = :owner
                       and webhook_id = :id
                       and next_at is not null
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .mapTo(Instant.class)
                .findOne());
  }

  /// Schedules the stored ones of these events to be sent again, without regard to earlier
  /// attempts.
  ///
  /// @return the number of scheduled events
  public int replay(ApiOwnerId owner, WebhookId id, List<EventId> events, Instant now) {
    UUID[] ids = events.stream().map(EventId::value).toArray(UUID[]::new);
    return jdbi.inTransaction(
        handle -> {
          int queued =
              handle
                  .createUpdate(REPLAY)
                  .define("condition", "and e.id = any(array(select unnest(:ids)))")
                  .bind("owner", owner)
                  .bind("id", id)
                  .bind("now", now)
                  .bind("ids", ids)
                  .execute();
          WebhookTaskStore.bringForward(handle, owner, id, now);
          return queued;
        });
  }

  /// Schedules the events of a time range to be sent again.
  ///
  /// @param from inclusive, and until exclusive
  /// @return the number of scheduled events
  public int replay(
      ApiOwnerId owner,
      WebhookId id,
      Instant from,
      Instant until,
      Set<EventType> types,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          int queued =
              handle
                  .createUpdate(REPLAY)
                  .define(
                      "condition",
                      "and e.occurred_at >= :from and e.occurred_at < :until and e.type = any"
                          + " (:types)")
                  .bind("owner", owner)
                  .bind("id", id)
                  .bind("now", now)
                  .bind("from", from)
                  .bind("until", until)
                  .bind("types", types.stream().map(EventType::wireName).toArray(String[]::new))
                  .execute();
          WebhookTaskStore.bringForward(handle, owner, id, now);
          return queued;
        });
  }

  /// Up to the position of the endpoint: later events are delivered anyway.
  private static final String REPLAY =
      """
      insert into webhook_retry as r (api_owner_id, webhook_id, event_id, attempts, next_at)
      select e.api_owner_id, w.id, e.id, 0, :now
        from event e
        join webhook w on w.api_owner_id = e.api_owner_id and w.id = :id
       where e.api_owner_id = :owner
         and e.position <= w.position
         <condition>
      on conflict (api_owner_id, webhook_id, event_id)
        do update set attempts = 0
                    , next_at = excluded.next_at
                    , abandoned_at = null
      """;

  /// The abandoned messages of endpoints of a kind, the latest first.
  public List<Abandoned> listAbandoned(ApiOwnerId owner, WebhookKind kind, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select r.*
                      from webhook_retry r
                      join webhook w on w.api_owner_id = r.api_owner_id and w.id = r.webhook_id
                     where r.api_owner_id = :owner
                       and r.abandoned_at is not null
                       and w.kind = :kind
                     order by r.abandoned_at desc, r.event_id
                     limit :limit
                    """)
                .bind("owner", owner)
                .bind("kind", kind)
                .bind("limit", limit)
                .map((row, _) -> abandoned(row))
                .list());
  }

  private static Abandoned abandoned(ResultSet row) throws SQLException {
    return new Abandoned(
        Columns.get(row, "webhook_id", WebhookId.class),
        Columns.get(row, "event_id", EventId.class),
        Columns.get(row, "abandoned_at", Instant.class),
        row.getObject("status_code", Integer.class),
        row.getString("failure"),
        row.getString("response"));
  }

  /// Deletes events that are no longer stored, or of a type that is no longer registered.
  public void delete(ApiOwnerId owner, WebhookId id, List<EventId> events) {
    jdbi.useHandle(handle -> delete(handle, owner, id, events));
  }

  public static void delete(Handle handle, ApiOwnerId owner, WebhookId id, List<EventId> events) {
    handle
        .createUpdate(
            """
            delete from webhook_retry
             where api_owner_id = :owner
               and webhook_id = :id
               and event_id = any(array(select unnest(:events)))
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("events", events.stream().map(EventId::value).toArray(UUID[]::new))
        .execute();
  }
}
