package io.headland.server.core.event;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Assigns positions in the feeds to committed events of all API owners.
public final class EventPublishStore {
  private final Jdbi jdbi;

  public EventPublishStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Publishes the oldest pending events, unless another node is publishing.
  ///
  /// @param batch rows of the outbox are added until this number of events is reached or exceeded
  /// @return their number for each API owner
  public Map<ApiOwnerId, Integer> publish(int batch) {
    return jdbi.inTransaction(handle -> publish(handle, batch));
  }

  /// Checks first without a lock: a lock writes, and usually there is nothing to publish.
  public static Map<ApiOwnerId, Integer> publish(Handle handle, int batch) {
    return anyPending(handle) && tryLock(handle) ? position(handle, batch) : Map.of();
  }

  private static boolean anyPending(Handle handle) {
    return handle
        .createQuery(
            """
            select ordinal
              from event_outbox
             order by ordinal
             limit 1
            """)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private static boolean tryLock(Handle handle) {
    return handle
        .createQuery("select singleton from event_publisher for update skip locked")
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /// A separate statement, because it must see all events committed before the lock was taken.
  private static Map<ApiOwnerId, Integer> position(Handle handle, int batch) {
    Map<ApiOwnerId, Integer> published = new HashMap<>();
    handle
        .createQuery(
            """
            with oldest as materialized
                 (select ordinal, api_owner_id, events
                       , sum(events) over (order by ordinal) - events as before
                    from (select ordinal, api_owner_id, events
                            from event_outbox
                           order by ordinal
                           limit :batch) as pending),
                 chosen as materialized
                 (select ordinal, api_owner_id, events
                       , sum(events) over (partition by api_owner_id order by ordinal) - events as before
                    from oldest
                   where before < :batch),
                 counted as materialized
                 (select api_owner_id, sum(events) as total
                    from chosen
                   group by api_owner_id),
                 grown as
                 (insert into event_sequence as sequence (api_owner_id, last_position)
                  select api_owner_id, total
                    from counted
                      on conflict (api_owner_id)
                      do update set last_position = sequence.last_position + excluded.last_position
                  returning api_owner_id, last_position),
                 taken as
                 (delete from event_outbox
                   using chosen
                   where event_outbox.ordinal = chosen.ordinal
                  returning event_outbox.*, chosen.before),
                 published as
                 (insert into event
                         (api_owner_id, id, position, type, leaf_user_id, provider, entity, occurred_at, data)
                  select taken.api_owner_id, new_event_id(taken.occurred_at)
                       , grown.last_position - counted.total + taken.before + single.number
                       , taken.type, taken.leaf_user_id, taken.provider, single.entity, taken.occurred_at
                       , single.data
                    from taken
                    join counted using (api_owner_id)
                    join grown using (api_owner_id)
                   cross join lateral unnest(taken.entities, taken.data)
                         with ordinality as single (entity, data, number))
            select api_owner_id, total
              from counted
            """)
        .bind("batch", batch)
        .map(
            (row, _) ->
                published.put(
                    Columns.get(row, "api_owner_id", ApiOwnerId.class), row.getInt("total")))
        .list();
    return published;
  }
}
