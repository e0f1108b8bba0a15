package io.headland.server.core.webhook;

import static io.headland.server.core.webhook.AttemptColumns.column;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.webhook.AttemptStore.ScheduledAttempt;
import io.headland.server.core.webhook.Webhook.DisabledReason;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.WebhookId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The result of a batch of deliveries, stored in one transaction: the new position in the feed,
/// the attempts, the retries, and whether the endpoint is disabled.
public final class DeliveryStore {
  private final Jdbi jdbi;

  public DeliveryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The result of a batch.
  ///
  /// @param retries those of the events that were sent again
  /// @param position events up to this position have a response or a retry
  /// @param degraded whether the endpoint failed or was slow
  /// @param failingLimit an endpoint that has been failing since before this time is disabled
  public record Result(
      List<ScheduledAttempt> attempts,
      Set<EventId> retries,
      long position,
      boolean degraded,
      Instant failingLimit) {
    boolean anySuccess() {
      return attempts.stream().anyMatch(made -> made.attempt().isSuccess());
    }

    boolean anyGone() {
      return attempts.stream().anyMatch(made -> made.attempt().isGone());
    }
  }

  private record EndpointState(String name, boolean enabled, @Nullable Instant failingSince) {}

  /// Stores the result.
  ///
  /// @return whether the endpoint exists and is enabled
  public boolean commit(ApiOwnerId owner, WebhookId id, Result result, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          Optional<EndpointState> state = advance(handle, owner, id, result, now);
          if (state.isEmpty()) {
            return false;
          }
          if (!result.attempts().isEmpty()) {
            AttemptStore.insert(handle, owner, id, result.attempts());
            deleteSuccessful(handle, owner, id, result);
            saveFailed(handle, owner, id, result.attempts(), now);
          }
          return disableIfFailing(handle, owner, id, result, state.get(), now);
        });
  }

  /// The position never decreases: a worker that was regarded as failed may store its result after
  /// another worker has advanced the position.
  private static Optional<EndpointState> advance(
      Handle handle, ApiOwnerId owner, WebhookId id, Result result, Instant now) {
    return handle
        .createQuery(
            """
            update webhook
               set position = greatest(position, :position)
                 , degraded = case when :attempted then :degraded else degraded end
                 , failing_since = case when :success then null
                                        when :attempted then coalesce(failing_since, :now)
                                        else failing_since
                                   end
             where api_owner_id = :owner
               and id = :id
            returning name, enabled, failing_since
            """)
        .bind("position", result.position())
        .bind("degraded", result.degraded())
        .bind("success", result.anySuccess())
        .bind("attempted", !result.attempts().isEmpty())
        .bind("now", now)
        .bind("owner", owner)
        .bind("id", id)
        .map(
            (row, _) ->
                new EndpointState(
                    row.getString("name"),
                    row.getBoolean("enabled"),
                    Columns.find(row, "failing_since", Instant.class)))
        .findOne();
  }

  /// Only events that were sent again are waiting. An event of the feed is waiting if another node
  /// has taken over the endpoint and failed to deliver it: it is sent again.
  private static void deleteSuccessful(
      Handle handle, ApiOwnerId owner, WebhookId id, Result result) {
    List<EventId> delivered =
        result.attempts().stream()
            .map(ScheduledAttempt::attempt)
            .filter(attempt -> attempt.isSuccess() && result.retries().contains(attempt.event()))
            .map(Attempt::event)
            .toList();
    if (!delivered.isEmpty()) {
      RetryStore.delete(handle, owner, id, delivered);
    }
  }

  private static void saveFailed(
      Handle handle, ApiOwnerId owner, WebhookId id, List<ScheduledAttempt> attempts, Instant now) {
    List<ScheduledAttempt> failed =
        attempts.stream().filter(made -> !made.attempt().isSuccess()).toList();
    if (failed.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            insert into webhook_retry
                   (api_owner_id, webhook_id, event_id, attempts, next_at, abandoned_at,
                    status_code, failure, response)
            select :owner, :id, event_id, attempts, next_at, case when next_at is null then :now::timestamptz end
                 , status_code, failure, response
              from unnest(:events::uuid[], :numbers::int[], :next::timestamptz[], :statuses::int[],
                          :failures::text[], :responses::text[])
                as failed (event_id, attempts, next_at, status_code, failure, response)
            on conflict (api_owner_id, webhook_id, event_id)
              do update set attempts = excluded.attempts
                          , next_at = excluded.next_at
                          , abandoned_at = excluded.abandoned_at
                          , status_code = excluded.status_code
                          , failure = excluded.failure
                          , response = excluded.response
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("now", now)
        .bind("events", column(failed, made -> made.attempt().event().toString()))
        .bind("numbers", column(failed, made -> Integer.toString(made.attempt().number())))
        .bind("next", column(failed, made -> made.nextAt().map(Instant::toString).orElse(null)))
        .bind("statuses", column(failed, made -> AttemptColumns.status(made.attempt().outcome())))
        .bind("failures", column(failed, made -> AttemptColumns.failure(made.attempt().outcome())))
        .bind(
            "responses", column(failed, made -> AttemptColumns.response(made.attempt().outcome())))
        .execute();
  }

  private static boolean disableIfFailing(
      Handle handle,
      ApiOwnerId owner,
      WebhookId id,
      Result result,
      EndpointState state,
      Instant now) {
    boolean failsTooLong =
        state.failingSince() != null && !state.failingSince().isAfter(result.failingLimit());
    if (state.enabled() && (result.anyGone() || failsTooLong)) {
      disable(
          handle,
          owner,
          id,
          state,
          result.anyGone() ? DisabledReason.GONE : DisabledReason.FAILING,
          now);
      return false;
    }
    return state.enabled();
  }

  private static void disable(
      Handle handle,
      ApiOwnerId owner,
      WebhookId id,
      EndpointState state,
      DisabledReason reason,
      Instant now) {
    handle
        .createUpdate(
            """
            update webhook
               set enabled = false
                 , disabled_reason = :reason
                 , disabled_at = :now
                 , updated_at = :now
             where api_owner_id = :owner
               and id = :id
            """)
        .bind("reason", reason)
        .bind("now", now)
        .bind("owner", owner)
        .bind("id", id)
        .execute();
    ObjectNode payload = Json.MAPPER.createObjectNode();
    payload.put("webhookId", id.toString());
    payload.put("name", state.name());
    payload.put("reason", reason.name());
    EventStore.write(
        handle,
        owner,
        List.of(new NewEvent(EventType.WEBHOOK_DISABLED, null, null, "webhook/" + id, payload)),
        now);
  }
}
