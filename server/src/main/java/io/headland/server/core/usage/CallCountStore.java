package io.headland.server.core.usage;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Jdbi;

/// Counts of calls by API owner, application and day.
public final class CallCountStore {
  /// The key of a count.
  ///
  /// @param day in UTC
  public record Key(ApiOwnerId owner, ClientApplication application, LocalDate day) {}

  /// The same order on every node, to prevent deadlocks.
  private static final Comparator<Key> IN_ORDER =
      Comparator.<Key, UUID>comparing(row -> row.owner().value())
          .thenComparing(row -> row.application().digest())
          .thenComparing(Key::day);

  private final Jdbi jdbi;

  public CallCountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Adds to the rows of several API owners, all or none. Counts of deleted API owners are
  /// discarded.
  public void add(Map<Key, CallCount> counts) {
    var rows = counts.entrySet().stream().sorted(Map.Entry.comparingByKey(IN_ORDER)).toList();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into call_count as stored
                           (api_owner_id, provider, application, day, shown_as, calls, throttled,
                            last_throttled_at)
                    select owner, provider, application, day, shown_as, calls, throttled,
                           nullif(last_throttled_at, '')::timestamptz
                      from unnest(:owners::uuid[], :providers::text[], :applications::text[], :days::date[],
                                  :shownAs::text[], :calls::bigint[], :throttled::bigint[], :times::text[])
                        as counted (owner, provider, application, day, shown_as, calls, throttled,
                                    last_throttled_at)
                     where exists (select from api_owner
                                    where api_owner.id = counted.owner)
                    on conflict (api_owner_id, provider, application, day)
                      do update set calls = stored.calls + excluded.calls,
                                    throttled = stored.throttled + excluded.throttled,
                                    last_throttled_at =
                                      greatest(stored.last_throttled_at, excluded.last_throttled_at)
                    """)
                .bind("owners", each(rows, (row, _) -> row.owner()))
                .bind("providers", each(rows, (row, _) -> row.application().provider().wireName()))
                .bind("applications", each(rows, (row, _) -> row.application().digest()))
                .bind("days", each(rows, (row, _) -> row.day()))
                .bind("shownAs", each(rows, (row, _) -> row.application().shownAs()))
                .bind("calls", each(rows, (_, count) -> count.calls()))
                .bind("throttled", each(rows, (_, count) -> count.throttled()))
                .bind(
                    "times",
                    each(
                        rows,
                        (_, count) -> count.lastThrottledAt().map(Instant::toString).orElse("")))
                .execute());
  }

  /// All applications that the API owner's credentials have called.
  public List<ApplicationUse> list(ApiOwnerId owner, LocalDate today) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select provider, application, max(shown_as) as shown_as,
                           coalesce(sum(calls) filter (where day = :today), 0) as calls_today,
                           coalesce(sum(calls) filter (where day >= :month), 0) as calls_this_month,
                           coalesce(sum(throttled) filter (where day >= :month), 0) as throttled_this_month,
                           max(last_throttled_at) as last_throttled_at
                      from call_count
                     where api_owner_id = :owner
                     group by provider, application
                    """)
                .bind("owner", owner)
                .bind("today", today)
                .bind("month", today.withDayOfMonth(1))
                .map((row, _) -> use(row))
                .list());
  }

  private static ApplicationUse use(ResultSet row) throws SQLException {
    return new ApplicationUse(
        new ClientApplication(
            Columns.get(row, "provider", Provider.class),
            row.getString("application"),
            row.getString("shown_as")),
        row.getLong("calls_today"),
        row.getLong("calls_this_month"),
        row.getLong("throttled_this_month"),
        Optional.ofNullable(Columns.find(row, "last_throttled_at", Instant.class)));
  }

  private static String[] each(
      List<Map.Entry<Key, CallCount>> rows, BiFunction<Key, CallCount, Object> value) {
    return rows.stream()
        .map(row -> value.apply(row.getKey(), row.getValue()).toString())
        .toArray(String[]::new);
  }

  /// The calls of an API owner's credentials for one application.
  ///
  /// @param lastThrottledAt over the complete time
  public record ApplicationUse(
      ClientApplication application,
      long callsToday,
      long callsThisMonth,
      long throttledThisMonth,
      Optional<Instant> lastThrottledAt) {}

  /// The number of calls, and of those with the response 429.
  public record CallCount(long calls, long throttled, Optional<Instant> lastThrottledAt) {
    static final CallCount NONE = new CallCount(0, 0, Optional.empty());

    public CallCount plus(CallCount other) {
      return new CallCount(
          calls + other.calls,
          throttled + other.throttled,
          lastThrottledAt
              .filter(at -> other.lastThrottledAt.filter(at::isBefore).isEmpty())
              .or(other::lastThrottledAt));
    }
  }
}
