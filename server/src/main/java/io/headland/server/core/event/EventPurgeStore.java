package io.headland.server.core.event;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Deletes published events after their retention, of all API owners, from the beginning of each
/// feed.
public final class EventPurgeStore {
  private final Jdbi jdbi;

  public EventPurgeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The API owners whose feeds contain events.
  public List<ApiOwnerId> listOwners() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select api_owner_id
                      from event_sequence
                     where purged_position < last_position
                     order by api_owner_id
                    """)
                .map((row, _) -> Columns.get(row, "api_owner_id", ApiOwnerId.class))
                .list());
  }

  /// Deletes events from the beginning of a feed up to the first one to be kept, and moves the
  /// beginning there, so that requests for earlier events are answered accordingly.
  ///
  /// @param batch largest number of events at once, to bound the duration of locks
  /// @return the number of deleted events
  public int purge(ApiOwnerId owner, Instant before, int batch) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    with oldest as materialized
                         (select e.id, e.position, e.occurred_at
                            from event_sequence s
                           cross join lateral
                                 (select id, position, occurred_at
                                    from event
                                   where api_owner_id = :owner
                                     and position > s.purged_position
                                   order by position
                                   limit :batch) as e
                           where s.api_owner_id = :owner),
                         kept as materialized
                         (select coalesce(min(position), 9223372036854775807) as first
                            from oldest
                           where occurred_at >= :before),
                         gone as
                         (delete from event
                           using oldest, kept
                           where event.api_owner_id = :owner
                             and event.id = oldest.id
                             and oldest.position < kept.first
                          returning event.position),
                         moved as
                         (update event_sequence
                             set purged_position = greatest(purged_position, (select max(position) from gone))
                           where api_owner_id = :owner
                             and exists (select from gone))
                    select count(*)::int
                      from gone
                    """)
                .bind("owner", owner)
                .bind("before", before)
                .bind("batch", batch)
                .mapTo(Integer.class)
                .one());
  }
}
