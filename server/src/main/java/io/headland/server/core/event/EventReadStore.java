package io.headland.server.core.event;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Published events by their positions.
public final class EventReadStore {
  /// Positions have no gaps, so this is also the number of rows examined for one section. For the
  /// events of one Leaf user, which have a separate index, only the returned rows are examined.
  private static final int MAX_POSITIONS = 20_000;

  private static final String COLUMNS =
      "e.id, e.position, e.type, e.occurred_at, e.leaf_user_id, e.provider, e.entity, e.data";

  private static final RowMapper<Event> ROW = (row, _) -> event(row);

  private final Jdbi jdbi;

  public EventReadStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private record Row(long last, long oldest, Optional<Event> event) {}

  /// The events after a position; from the oldest stored one if that is newer.
  public EventPage after(ApiOwnerId owner, long position, EventFilter filter, int limit) {
    List<Row> rows = rows(owner, position, filter, limit);
    if (rows.isEmpty()) {
      return new EventPage(List.of(), 0, false, 0, 0);
    }
    long last = rows.getFirst().last();
    long oldest = rows.getFirst().oldest();
    List<Event> events = rows.stream().flatMap(row -> row.event().stream()).toList();
    long searchedTo =
        filter.leafUser() == null
            ? Math.min(last, Math.max(position, oldest) + MAX_POSITIONS)
            : last;
    long next = events.size() == limit ? events.getLast().position() : Math.max(searchedTo, oldest);
    return new EventPage(events, next, next < last, oldest, last);
  }

  /// One statement, so that the limits of the feed and its events are consistent.
  private List<Row> rows(ApiOwnerId owner, long position, EventFilter filter, int limit) {
    List<String> conditions = new ArrayList<>();
    if (filter.leafUser() == null) {
      conditions.add("and position <= greatest(:position, purged_position) + :maxPositions");
    } else {
      conditions.add("and leaf_user_id = :leafUser");
    }
    if (filter.provider() != null) {
      conditions.add("and provider = :provider");
    }
    if (!filter.types().isEmpty()) {
      conditions.add("and type = any (:types)");
    }
    return jdbi.withHandle(
        handle -> {
          var query =
              handle
                  .createQuery(
                      """
                      select s.last_position, s.purged_position, <columns>
                        from event_sequence s
                        left join lateral
                             (select *
                                from event
                               where api_owner_id = :owner
                                 and position > greatest(:position, purged_position)
                                 <conditions>
                               order by position
                               limit :limit) e on true
                       where s.api_owner_id = :owner
                       order by e.position
                      """)
                  .define("columns", COLUMNS)
                  .define("conditions", String.join("\n", conditions))
                  .bind("owner", owner)
                  .bind("position", position)
                  .bind("limit", limit);
          if (filter.leafUser() == null) {
            query.bind("maxPositions", MAX_POSITIONS);
          } else {
            query.bind("leafUser", filter.leafUser());
          }
          if (filter.provider() != null) {
            query.bind("provider", filter.provider());
          }
          if (!filter.types().isEmpty()) {
            query.bind(
                "types", filter.types().stream().map(EventType::wireName).toArray(String[]::new));
          }
          return query.map((row, _) -> row(row)).list();
        });
  }

  /// The position of the newest event; 0 when there was none.
  public long lastPosition(ApiOwnerId owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select last_position
                      from event_sequence
                     where api_owner_id = :owner
                    """)
                .bind("owner", owner)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  /// A published event that is still stored.
  public Optional<Event> find(ApiOwnerId owner, EventId id) {
    return list(owner, List.of(id)).stream().findFirst();
  }

  /// Those of the events that are published and stored, in the order of the feed.
  public List<Event> list(ApiOwnerId owner, List<EventId> ids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select <columns>
                      from event e
                     where e.api_owner_id = :owner
                       and e.id = any(array(select unnest(:ids)))
                     order by e.position
                    """)
                .define("columns", COLUMNS)
                .bind("owner", owner)
                .bind("ids", ids.stream().map(EventId::value).toArray(UUID[]::new))
                .map(ROW)
                .list());
  }

  private static Row row(ResultSet row) throws SQLException {
    boolean isEvent = row.getObject("id") != null;
    return new Row(
        row.getLong("last_position"),
        row.getLong("purged_position"),
        isEvent ? Optional.of(event(row)) : Optional.empty());
  }

  private static Event event(ResultSet row) throws SQLException {
    @Nullable UUID leafUser = row.getObject("leaf_user_id", UUID.class);
    @Nullable String provider = row.getString("provider");
    ObjectNode data = Json.MAPPER.createObjectNode();
    if (leafUser != null) {
      data.put("leafUserId", leafUser.toString());
    }
    if (provider != null) {
      data.put("provider", provider);
    }
    data.setAll((ObjectNode) Json.MAPPER.readTree(row.getString("data")));
    return new Event(
        Columns.get(row, "id", EventId.class),
        row.getLong("position"),
        Columns.get(row, "type", EventType.class),
        Columns.get(row, "occurred_at", Instant.class),
        leafUser == null ? null : new LeafUserId(leafUser),
        provider,
        row.getString("entity"),
        data);
  }

  /// A filter of a feed.
  ///
  /// @param types all when empty
  /// @param leafUser those of one Leaf user; null for all
  /// @param provider those of one provider; null for all
  public record EventFilter(
      Set<EventType> types, @Nullable LeafUserId leafUser, @Nullable String provider) {
    public static final EventFilter ALL = of(Set.of());

    public EventFilter {
      types = Set.copyOf(types);
    }

    public static EventFilter of(Set<EventType> types) {
      return new EventFilter(types, null, null);
    }
  }

  /// A section of a feed.
  ///
  /// @param events that match the filter, in the order of their positions
  /// @param next where the next section begins: after this position. With a filter it may be beyond
  ///   the last event, and a section may be empty although there are more events after it.
  /// @param more whether there are events after `next`
  /// @param oldest events up to this position have been deleted; a section that would begin before
  ///   it begins there
  /// @param last the position of the newest event in the feed, regardless of the filter
  public record EventPage(List<Event> events, long next, boolean more, long oldest, long last) {
    public EventPage {
      events = List.copyOf(events);
    }
  }
}
