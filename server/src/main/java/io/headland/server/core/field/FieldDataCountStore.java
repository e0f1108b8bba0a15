package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/// The numbers of visible growers, farms and fields of an account by day. A day without a change
/// has no row.
public final class FieldDataCountStore {
  /// The visible records of an account at the end of a day.
  ///
  /// @param day in UTC
  public record Day(LocalDate day, int organizations, int growers, int farms, int fields) {}

  private final Jdbi jdbi;

  public FieldDataCountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Records the present numbers, within the transaction that changed them. Writes nothing when
  /// they are unchanged.
  public static void record(Handle handle, AccountKey account, Instant now) {
    recording(handle, account, now).execute();
  }

  /// The statement of [#record].
  public static Update recording(Handle handle, AccountKey account, Instant now) {
    return handle
        .createUpdate(
            """
            insert into field_data_count
                   (api_owner_id, leaf_user_id, provider, day, organizations, growers, farms, fields)
            select :owner, :leafUser, :provider, :day,
                   shown.organizations, shown.growers, shown.farms, shown.fields
              from (select count(*) as organizations
                         , coalesce(sum(grower_total), 0) as growers
                         , coalesce(sum(farm_total), 0) as farms
                         , coalesce(sum(field_total), 0) as fields
                      from organization_snapshot
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and visible) as shown
              left join lateral
                   (select *
                      from field_data_count
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                     order by day desc
                     limit 1) as last on true
             where (coalesce(last.organizations, 0), coalesce(last.growers, 0), coalesce(last.farms, 0),
                    coalesce(last.fields, 0))
                   <> (shown.organizations, shown.growers, shown.farms, shown.fields)
            on conflict (api_owner_id, leaf_user_id, provider, day)
              do update set organizations = excluded.organizations
                          , growers = excluded.growers
                          , farms = excluded.farms
                          , fields = excluded.fields
            """)
        .bindMethods(account)
        .bind("day", LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  /// The days of a range on which the counts changed, the earliest first, preceded by the last one
  /// before the range.
  public List<Day> list(AccountKey account, LocalDate from, LocalDate to) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select day, organizations, growers, farms, fields
                      from field_data_count
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and day <= :to
                       and day >= coalesce((select max(day)
                                              from field_data_count
                                             where api_owner_id = :owner
                                               and leaf_user_id = :leafUser
                                               and provider = :provider
                                               and day <= :from), :from)
                     order by day
                    """)
                .bindMethods(account)
                .bind("from", from)
                .bind("to", to)
                .map(
                    (row, _) ->
                        new Day(
                            row.getObject("day", LocalDate.class),
                            row.getInt("organizations"),
                            row.getInt("growers"),
                            row.getInt("farms"),
                            row.getInt("fields")))
                .list());
  }
}
