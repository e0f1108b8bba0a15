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
        .createQuery("select exists (select from event where position is null)")
        .mapTo(Boolean.class)
        .one();
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
            with waiting as materialized
                 (select api_owner_id, id
                       , row_number() over (partition by api_owner_id order by ordinal) as number
                    from (select api_owner_id, id, ordinal
                            from event
                           where position is null
                           order by ordinal
                           limit :batch) as oldest),
                 counted as materialized
                 (select api_owner_id, count(*) as total
                    from waiting
                   group by api_owner_id),
                 grown as
                 (insert into event_sequence as sequence (api_owner_id, last_position)
                  select api_owner_id, total
                    from counted
                      on conflict (api_owner_id)
                      do update set last_position = sequence.last_position + excluded.last_position
                  returning api_owner_id, last_position),
                 placed as
                 (update event
                     set position = last_position - total + number
                    from waiting
                    join counted using (api_owner_id)
                    join grown using (api_owner_id)
                   where event.api_owner_id = waiting.api_owner_id
                     and event.id = waiting.id)
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
