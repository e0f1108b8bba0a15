package io.headland.server.core.webhook;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The attempts that were made.
public final class AttemptStore {
  private final Jdbi jdbi;

  public AttemptStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A stored attempt.
  ///
  /// @param ordinal increases with each attempt
  /// @param nextAt when the event is retried; null after a success and when it was abandoned
  public record StoredAttempt(
      long ordinal,
      EventId event,
      String type,
      int number,
      Instant at,
      long tookMillis,
      boolean success,
      @Nullable Integer statusCode,
      @Nullable String failure,
      @Nullable String response,
      @Nullable Instant nextAt) {}

  /// An attempt with the time of the next one.
  public record ScheduledAttempt(Attempt attempt, Optional<Instant> nextAt) {}

  static void insert(
      Handle handle, ApiOwnerId owner, WebhookId id, List<ScheduledAttempt> attempts) {
    handle
        .createUpdate(
            """
            insert into webhook_attempt
                   (api_owner_id, webhook_id, event_id, event_type, number, at, took_millis, success,
                    status_code, failure, response, next_at)
            select :owner, :id, event_id, event_type, number, at, took_millis, success,
                   status_code, failure, response, next_at
              from unnest(:events::uuid[], :types::text[], :numbers::int[], :at::timestamptz[],
                          :took::bigint[], :success::boolean[], :statuses::int[], :failures::text[],
                          :responses::text[], :next::timestamptz[])
                as made (event_id, event_type, number, at, took_millis, success, status_code, failure,
                         response, next_at)
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("events", AttemptColumns.column(attempts, made -> made.attempt().event().toString()))
        .bind("types", AttemptColumns.column(attempts, made -> made.attempt().type()))
        .bind(
            "numbers",
            AttemptColumns.column(attempts, made -> Integer.toString(made.attempt().number())))
        .bind("at", AttemptColumns.column(attempts, made -> made.attempt().at().toString()))
        .bind(
            "took",
            AttemptColumns.column(
                attempts, made -> Long.toString(made.attempt().outcome().took().toMillis())))
        .bind(
            "success",
            AttemptColumns.column(attempts, made -> Boolean.toString(made.attempt().isSuccess())))
        .bind(
            "statuses",
            AttemptColumns.column(
                attempts, made -> AttemptColumns.status(made.attempt().outcome())))
        .bind(
            "failures",
            AttemptColumns.column(
                attempts, made -> AttemptColumns.failure(made.attempt().outcome())))
        .bind(
            "responses",
            AttemptColumns.column(
                attempts, made -> AttemptColumns.response(made.attempt().outcome())))
        .bind(
            "next",
            AttemptColumns.column(
                attempts, made -> made.nextAt().map(Instant::toString).orElse(null)))
        .execute();
  }

  /// The latest first.
  ///
  /// @param success only those with this result; all when absent
  /// @param before only those before this ordinal
  public List<StoredAttempt> list(
      ApiOwnerId owner, WebhookId id, Optional<Boolean> success, long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *
                      from webhook_attempt
                     where api_owner_id = :owner
                       and webhook_id = :id
                       and ordinal < :before
                       <condition>
                     order by ordinal desc
                     limit :limit
                    """)
                .define(
                    "condition",
                    success.map(yes -> yes ? "and success" : "and not success").orElse(""))
                .bind("owner", owner)
                .bind("id", id)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> stored(row))
                .list());
  }

  private static StoredAttempt stored(ResultSet row) throws SQLException {
    return new StoredAttempt(
        row.getLong("ordinal"),
        Columns.get(row, "event_id", EventId.class),
        row.getString("event_type"),
        row.getInt("number"),
        Columns.get(row, "at", Instant.class),
        row.getLong("took_millis"),
        row.getBoolean("success"),
        row.getObject("status_code", Integer.class),
        row.getString("failure"),
        row.getString("response"),
        Columns.find(row, "next_at", Instant.class));
  }
}
