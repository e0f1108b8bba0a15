package io.headland.server.core.health;

import io.headland.server.core.credential.CredentialFailure;
import io.headland.server.core.health.AccountOverview.AccountPosition;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.jdbc.QueryPlan;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Reads the health of accounts.
public final class AccountOverviewStore {
  private static final String PAGE =
      """
      with account as materialized (
        select leaf_user_id, provider, id, status, created_at
          from <accounts>
               <matches>
               <behind>
         order by leaf_user_id <direction>, provider <direction>
         limit :size
        offset :skip
      )
      select account.*
           , leaf_user.name
           , organization.*
           , field_data.fields
           , run.id as run_id
           , run.state as run_state
           , run.cause as run_cause
           , run.started_at as run_started_at
           , run.ended_at as run_ended_at
           , run.failure as run_failure
           , good.ended_at as synced_at
           , task.execution_time as next_sync_at
           , subscription.since as notifications_since
           , failed.kind as failure_kind
           , failed.status_code as failure_status
           , failed.error as failure_error
           , failed.description as failure_description
           , failed.since as failure_since
           , failed.last_at as failure_last_at
           , failed.attempts as failure_attempts
           , failed.next_probe_at as failure_next_probe_at
           , <health> as health
        from account
        join leaf_user
          on leaf_user.api_owner_id = :owner
         and leaf_user.id = account.leaf_user_id
       cross join lateral
             (select count(*) filter (where status = 'SELECTED') as selected
                   , count(*) filter (where status = 'PREVIEW') as preview
                   , count(*) filter (where status = 'BLOCKED') as blocked
                   , count(*) filter (where <lost>) as lost
                   , count(*) filter (where blocked_reason = 'CREDENTIAL_REVOKED') as revoked
                from provider_organization
               where api_owner_id = :owner
                 and leaf_user_id = account.leaf_user_id
                 and provider = account.provider) as organization
       cross join lateral
             (select coalesce(sum(field_total), 0)::bigint as fields
                from organization_snapshot
               where api_owner_id = :owner
                 and leaf_user_id = account.leaf_user_id
                 and provider = account.provider
                 and visible) as field_data
        left join lateral (<run>) as run on true
        left join lateral (<over>) as over on true
        left join lateral (<good>) as good on true
       cross join lateral
             (select case when bool_and(verified_at is not null) then max(verified_at) end as since
                from provider_subscription
               where api_owner_id = :owner
                 and leaf_user_id = account.leaf_user_id
                 and provider = account.provider) as subscription
        left join credential_failure as failed
          on failed.api_owner_id = :owner
         and failed.credential_id = account.id
        left join scheduled_tasks as task
          on task.task_name = 'sync-account'
         and task.task_instance = :owner::text || '/' || account.id
       order by account.leaf_user_id <direction>, account.provider <direction>
      """
          .replace("<health>", AccountHealthSql.health())
          .replace("<lost>", AccountHealthSql.lost())
          .replace("<run>", newestRun(""))
          .replace("<over>", newestRun("and state <> 'RUNNING'"))
          .replace("<good>", newestRun("and state in ('SUCCEEDED', 'UNCHANGED')"));

  private final Jdbi jdbi;

  public AccountOverviewStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private static String newestRun(String which) {
    return """
    select id, state, cause, started_at, ended_at, failure
      from sync_run
     where api_owner_id = :owner
       and leaf_user_id = account.leaf_user_id
       and provider = account.provider
       <which>
     order by id desc
     limit 1
    """
        .replace("<which>", which);
  }

  public Page<AccountOverview> list(ApiOwnerId owner, AccountFilter filter, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total = total(handle, owner, filter);
          List<AccountOverview> rows =
              switch (request.position().orElse(null)) {
                case null -> byNumber(handle, owner, filter, PageWindow.of(request, total));
                case PagePosition.After(String key) ->
                    read(handle, owner, filter, ">", "asc", key, 0, request.limit());
                case PagePosition.Before(String key) ->
                    read(handle, owner, filter, "<", "desc", key, 0, request.limit()).reversed();
              };
          return Page.cut(rows, total, request, row -> row.position().encoded());
        });
  }

  private static List<AccountOverview> byNumber(
      Handle handle, ApiOwnerId owner, AccountFilter filter, PageWindow window) {
    return window.ordered(
        read(handle, owner, filter, "", window.ascending(), null, window.skip(), window.size()));
  }

  public AccountTotals totals(ApiOwnerId owner, AccountFilter filter) {
    return jdbi.withHandle(handle -> totals(handle, owner, filter));
  }

  private static AccountTotals totals(Handle handle, ApiOwnerId owner, AccountFilter filter) {
    long total = count(handle, owner, filter, Optional.empty());
    long attention = count(handle, owner, filter, Optional.of(AccountHealth.ATTENTION));
    long broken = count(handle, owner, filter, Optional.of(AccountHealth.BROKEN));
    long unverified = count(handle, owner, filter, Optional.of(AccountHealth.UNVERIFIED));
    // The counts are separate statements, so that an account which changed between two of them
    // could make the difference negative.
    long ok = Math.max(0, total - attention - broken - unverified);
    return new AccountTotals(total, ok, attention, broken, unverified);
  }

  /// Healthy accounts are the difference from the total: they are the majority, and too many to
  /// count.
  private static long total(Handle handle, ApiOwnerId owner, AccountFilter filter) {
    return filter.health().equals(Optional.of(AccountHealth.OK))
        ? totals(handle, owner, filter).ok()
        : count(handle, owner, filter, filter.health());
  }

  private static long count(
      Handle handle, ApiOwnerId owner, AccountFilter filter, Optional<AccountHealth> health) {
    return bound(
            plan(health, filter)
                .query(
                    handle,
                    "select count(*) from "
                        + AccountHealthSql.from(health)
                        + AccountHealthSql.matches(filter)),
            owner,
            filter)
        .mapTo(Long.class)
        .one();
  }

  private static List<AccountOverview> read(
      Handle handle,
      ApiOwnerId owner,
      AccountFilter filter,
      String behind,
      String direction,
      @Nullable String start,
      long skip,
      int size) {
    String condition =
        behind.isEmpty()
            ? ""
            : "and (leaf_user_id, provider) " + behind + " (:placeUser, :placeProvider)";
    Query query =
        bound(
                plan(filter.health(), filter)
                    .query(
                        handle,
                        PAGE.replace("<accounts>", AccountHealthSql.from(filter.health()))
                            .replace("<matches>", AccountHealthSql.matches(filter))
                            .replace("<behind>", condition)
                            .replace("<direction>", direction)),
                owner,
                filter)
            .bind("size", size)
            .bind("skip", skip);
    if (start != null) {
      AccountPosition at = AccountPosition.decode(start);
      query.bind("placeUser", at.leafUser()).bind("placeProvider", at.provider());
    }
    return query.map((row, _) -> view(row)).list();
  }

  /// All accounts, and those of a Leaf user, are read through the primary key.
  private static QueryPlan plan(Optional<AccountHealth> health, AccountFilter filter) {
    return health.isPresent() || filter.provider().isPresent()
        ? QueryPlan.CUSTOM
        : QueryPlan.GENERIC;
  }

  private static Query bound(Query query, ApiOwnerId owner, AccountFilter filter) {
    query.bind("owner", owner);
    filter.provider().ifPresent(provider -> query.bind("provider", provider));
    filter.leafUser().ifPresent(leafUser -> query.bind("leafUser", leafUser));
    return query;
  }

  private static AccountOverview view(ResultSet row) throws SQLException {
    return new AccountOverview(
        row.getString("leaf_user_id"),
        row.getString("name"),
        row.getString("provider"),
        Columns.get(row, "health", AccountHealth.class),
        new AccountOverview.CredentialOverview(
            row.getString("id"),
            row.getString("status"),
            Columns.get(row, "created_at", Instant.class),
            failure(row)),
        new AccountOverview.Organizations(
            row.getInt("selected"),
            row.getInt("preview"),
            row.getInt("blocked"),
            row.getInt("lost")),
        row.getInt("revoked"),
        row.getLong("fields"),
        run(row),
        Columns.find(row, "synced_at", Instant.class),
        Columns.find(row, "next_sync_at", Instant.class),
        Columns.find(row, "notifications_since", Instant.class));
  }

  private static @Nullable CredentialFailure failure(ResultSet row) throws SQLException {
    String kind = row.getString("failure_kind");
    return kind == null
        ? null
        : new CredentialFailure(
            CredentialFailure.Kind.valueOf(kind),
            row.getInt("failure_status"),
            new ProviderError(row.getString("failure_error"), row.getString("failure_description")),
            Columns.get(row, "failure_since", Instant.class),
            Columns.get(row, "failure_last_at", Instant.class),
            row.getInt("failure_attempts"),
            Columns.find(row, "failure_next_probe_at", Instant.class));
  }

  private static AccountOverview.@Nullable Run run(ResultSet row) throws SQLException {
    String id = row.getString("run_id");
    if (id == null) {
      return null;
    }
    String failure = row.getString("run_failure");
    return new AccountOverview.Run(
        id,
        row.getString("run_state"),
        row.getString("run_cause"),
        Columns.get(row, "run_started_at", Instant.class),
        Columns.find(row, "run_ended_at", Instant.class),
        failure.isBlank() ? null : failure);
  }

  /// The number of accounts by health.
  record AccountTotals(long total, long ok, long attention, long broken, long unverified) {
    long of(AccountHealth health) {
      return switch (health) {
        case OK -> ok;
        case ATTENTION -> attention;
        case BROKEN -> broken;
        case UNVERIFIED -> unverified;
      };
    }
  }

  /// A filter of accounts.
  public record AccountFilter(
      Optional<AccountHealth> health, Optional<Provider> provider, Optional<LeafUserId> leafUser) {}
}
