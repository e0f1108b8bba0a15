package io.headland.server.core.event;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Inserts events into the outbox, within the transaction of the change that they describe. They
/// are published after its commit, see [EventPublishStore].
public final class EventStore {
  private EventStore() {}

  /// Inserts events, in this order. The changed rows must be locked: only then is the order of
  /// inserts that of the commits.
  public static void write(Handle handle, ApiOwnerId owner, List<NewEvent> events, Instant now) {
    insertion(handle, owner, events, now).ifPresent(Update::execute);
  }

  /// The statement of [#write]; empty without events.
  public static Optional<Update> insertion(
      Handle handle, ApiOwnerId owner, List<NewEvent> events, Instant now) {
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(insertionOf(handle, owner, events, now));
  }

  private static Update insertionOf(
      Handle handle, ApiOwnerId owner, List<NewEvent> events, Instant now) {
    return handle
        .createUpdate(
            """
            insert into event_outbox
                   (api_owner_id, type, leaf_user_id, provider, occurred_at, events, entities, data)
            select :owner, type, leaf_user_id, provider, :now, 1, array[entity], array[data]
              from unnest(:types::text[], :leafUsers::uuid[], :providers::text[], :entities::text[],
                          :data::jsonb[])
                with ordinality as fresh (type, leaf_user_id, provider, entity, data, number)
             order by number
            """)
        .bind("owner", owner)
        .bind("now", now)
        .bind("types", column(events, event -> event.type().wireName()))
        .bind("leafUsers", column(events, EventStore::leafUser))
        .bind("providers", column(events, NewEvent::provider))
        .bind("entities", column(events, NewEvent::entity))
        .bind("data", column(events, event -> Json.MAPPER.writeValueAsString(event.data())));
  }

  private static @Nullable String leafUser(NewEvent event) {
    return event.leafUser() == null ? null : event.leafUser().toString();
  }

  private static @Nullable String[] column(
      List<NewEvent> events, Function<NewEvent, @Nullable String> value) {
    return events.stream().map(value).toArray(String[]::new);
  }
}
