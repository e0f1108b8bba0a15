package io.headland.server.core.organization;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.credential.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// The rows of an account and its organizations that a sync reads and writes.
public final class OrganizationSyncStore {
  private final Jdbi jdbi;

  public OrganizationSyncStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<AccountState> findState(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select signature, data_sync
                      from provider_account
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                    """)
                .bindMethods(account)
                .map((row, _) -> state(row))
                .findOne());
  }

  /// The account, locked until the transaction ends, with its present configuration.
  public Optional<LockedAccount> lockAccount(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select signature, data_sync, <stored>
              from provider_account
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               for no key update
            """)
        .bindMethods(account)
        .define("stored", Configurations.STORED)
        .map((row, _) -> new LockedAccount(state(row), Configurations.scopeOf(row.getString(3))))
        .findOne();
  }

  private static AccountState state(ResultSet row) throws SQLException {
    return new AccountState(row.getString(1), dataSync(row.getString(2)));
  }

  /// All organizations of an account, locked until the transaction ends, so that a caller's choice
  /// is serialized with the sync.
  public List<ProviderOrganization> lockAll(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select <columns>
              from provider_organization
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
             order by provider_org_id
               for no key update
            """)
        .bindMethods(account)
        .define("columns", ProviderOrganizationStore.COLUMNS)
        .map(ProviderOrganizationStore.ROW)
        .list();
  }

  /// Writes the differences, and the state for the next sync. Writes nothing when there are none.
  public void apply(
      Handle handle,
      AccountKey account,
      LockedAccount locked,
      OrganizationChanges reconciliation,
      String signature,
      Instant now) {
    if (!reconciliation.added().isEmpty()) {
      insert(handle, account, reconciliation.added(), now);
    }
    if (!reconciliation.changed().isEmpty()) {
      update(handle, account, reconciliation.changed(), now);
    }
    OrganizationDataSync policy = locked.scope().organizationDataSync();
    AccountState after = new AccountState(signature, policy);
    if (!reconciliation.added().isEmpty() || !after.equals(locked.state())) {
      handle
          .createUpdate(
              """
              update provider_account
                 set organization_total = organization_total + :added
                   , signature = :signature
                   , data_sync = :dataSync
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
              """)
          .bindMethods(account)
          .bind("added", reconciliation.added().size())
          .bind("signature", signature)
          .bind("dataSync", policy)
          .execute();
    }
  }

  /// Blocks all organizations of an account whose grant counts as revoked, and deletes the
  /// signature, so that the next list is read in full. The event of the credential reports it for
  /// all of them.
  ///
  /// @return the number of organizations that are blocked for this reason
  public int blockAll(Handle handle, AccountKey account, Instant now) {
    // The account first, in the order in which every other change takes its locks.
    handle
        .createUpdate(
            """
            update provider_account
               set signature = ''
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bindMethods(account)
        .execute();
    handle
        .createUpdate(
            """
            update provider_organization
               set earlier_status = status
                 , status = 'BLOCKED'
                 , blocked_reason = 'CREDENTIAL_REVOKED'
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and status <> 'BLOCKED'
            """)
        .bindMethods(account)
        .bind("now", now)
        .execute();
    return handle
        .createQuery(
            """
            select count(*)
              from provider_organization
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and blocked_reason = 'CREDENTIAL_REVOKED'
            """)
        .bindMethods(account)
        .mapTo(Integer.class)
        .one();
  }

  private static void insert(
      Handle handle, AccountKey account, List<ProviderOrganization> organizations, Instant now) {
    bound(
            handle.createUpdate(
                """
                insert into provider_organization
                       (api_owner_id, leaf_user_id, provider, provider_org_id, name, status, blocked_reason,
                        management_uri, action_uri, chosen_status, earlier_status, unlinked_kinds, created_at, updated_at)
                select :owner, :leafUser, :provider, id, name, status, reason,
                       management, action, chosen, earlier, unlinked_kinds, :now, :now
                  from unnest(:ids::text[], :names::text[], :statuses::text[], :reasons::text[],
                              :managements::text[], :actions::text[], :chosens::text[], :earliers::text[],
                              :unlinkedKinds::text[])
                    as fresh (id, name, status, reason, management, action, chosen, earlier, unlinked_kinds)
                """),
            account,
            organizations,
            now)
        .execute();
  }

  private static void update(
      Handle handle, AccountKey account, List<ProviderOrganization> organizations, Instant now) {
    bound(
            handle.createUpdate(
                """
                update provider_organization o
                   set name = fresh.name
                     , status = fresh.status
                     , blocked_reason = fresh.reason
                     , management_uri = fresh.management
                     , action_uri = fresh.action
                     , chosen_status = fresh.chosen
                     , earlier_status = fresh.earlier
                     , unlinked_kinds = fresh.unlinked_kinds
                     , updated_at = :now
                  from unnest(:ids::text[], :names::text[], :statuses::text[], :reasons::text[],
                              :managements::text[], :actions::text[], :chosens::text[], :earliers::text[],
                              :unlinkedKinds::text[])
                    as fresh (id, name, status, reason, management, action, chosen, earlier, unlinked_kinds)
                 where o.api_owner_id = :owner
                   and o.leaf_user_id = :leafUser
                   and o.provider = :provider
                   and o.provider_org_id = fresh.id
                """),
            account,
            organizations,
            now)
        .execute();
  }

  private static Update bound(
      Update statement, AccountKey account, List<ProviderOrganization> organizations, Instant now) {
    return statement
        .bindMethods(account)
        .bind("now", now)
        .bind("ids", column(organizations, ProviderOrganization::providerOrgId))
        .bind("names", column(organizations, ProviderOrganization::name))
        .bind("statuses", column(organizations, organization -> organization.status().name()))
        .bind("reasons", column(organizations, organization -> name(organization.blockedReason())))
        .bind("managements", column(organizations, ProviderOrganization::managementUri))
        .bind("actions", column(organizations, ProviderOrganization::actionUri))
        .bind("chosens", column(organizations, organization -> name(organization.chosenStatus())))
        .bind("earliers", column(organizations, organization -> name(organization.earlierStatus())))
        .bind("unlinkedKinds", column(organizations, OrganizationSyncStore::unlinked));
  }

  private static String unlinked(ProviderOrganization organization) {
    return organization.unlinked().stream()
        .map(Enum::name)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static @Nullable String[] column(
      List<ProviderOrganization> organizations,
      Function<ProviderOrganization, @Nullable String> value) {
    return organizations.stream().map(value).toArray(String[]::new);
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static @Nullable OrganizationDataSync dataSync(@Nullable String text) {
    return text == null ? null : OrganizationDataSync.valueOf(text);
  }

  /// The state of an account after its last sync.
  ///
  /// @param signature by which the provider detects changes; blank when there is none
  /// @param dataSync that was applied; null before the first sync
  public record AccountState(String signature, @Nullable OrganizationDataSync dataSync) {}

  /// A locked account.
  ///
  /// @param scope of its Leaf user
  public record LockedAccount(AccountState state, SyncScope scope) {
    /// Whether the policy for organizations differs from the one that was applied.
    public boolean isPolicyChanged() {
      return state.dataSync() != null && state.dataSync() != scope.organizationDataSync();
    }
  }
}
