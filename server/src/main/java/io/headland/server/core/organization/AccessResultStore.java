package io.headland.server.core.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Results of requests for kinds of records to which organizations have no link.
public final class AccessResultStore {
  private final Jdbi jdbi;

  public AccessResultStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The results for an organization after a time.
  public AccessResults find(AccountKey account, String providerOrgId, Instant after) {
    Set<RecordKind> permitted = EnumSet.noneOf(RecordKind.class);
    Set<RecordKind> denied = EnumSet.noneOf(RecordKind.class);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select kind, permitted
                      from organization_access_result
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and checked_at > :after
                    """)
                .bindMethods(account)
                .bind("org", providerOrgId)
                .bind("after", after)
                .map(
                    (row, _) ->
                        (row.getBoolean(2) ? permitted : denied)
                            .add(Columns.get(row, 1, RecordKind.class)))
                .list());
    return new AccessResults(permitted, denied);
  }

  /// Stores a result. Does nothing when the account was deleted.
  public void save(
      AccountKey account,
      String providerOrgId,
      Collection<RecordKind> kinds,
      boolean permitted,
      Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into organization_access_result
                           (api_owner_id, leaf_user_id, provider, provider_org_id, kind, permitted, checked_at)
                    select a.api_owner_id, a.leaf_user_id, a.provider, :org, kind, :permitted, :now
                      from provider_account a
                           cross join unnest(:kinds::text[]) as kind
                     where a.api_owner_id = :owner
                       and a.leaf_user_id = :leafUser
                       and a.provider = :provider
                    on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, kind)
                      do update set permitted = excluded.permitted
                                  , checked_at = excluded.checked_at
                    """)
                .bindMethods(account)
                .bind("org", providerOrgId)
                .bind("kinds", kinds.stream().map(RecordKind::name).toArray(String[]::new))
                .bind("permitted", permitted)
                .bind("now", now)
                .execute());
  }

  /// Deletes the results for the given organizations.
  public static void delete(Handle handle, AccountKey account, Collection<String> providerOrgIds) {
    handle
        .createUpdate(
            """
            delete from organization_access_result
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = any(:orgs)
            """)
        .bindMethods(account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .execute();
  }

  /// Deletes all results for an account, since they are not valid for another credential.
  public static void delete(Handle handle, AccountKey account) {
    handle
        .createUpdate(
            """
            delete from organization_access_result
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bindMethods(account)
        .execute();
  }

  /// The results of requests for kinds of records to which an organization has no link.
  ///
  /// @param permitted kinds that may be read
  /// @param denied kinds that are denied
  public record AccessResults(Set<RecordKind> permitted, Set<RecordKind> denied) {
    public static final AccessResults NONE = new AccessResults(Set.of(), Set.of());

    public AccessResults {
      permitted = Set.copyOf(permitted);
      denied = Set.copyOf(denied);
    }

    public boolean isKnown(RecordKind kind) {
      return permitted.contains(kind) || denied.contains(kind);
    }
  }
}
