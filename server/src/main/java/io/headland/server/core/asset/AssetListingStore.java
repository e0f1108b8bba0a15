package io.headland.server.core.asset;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.AssetKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// When the assets of an organization are to be read from its provider.
public final class AssetListingStore {
  private final Jdbi jdbi;

  public AssetListingStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A listing that is due.
  ///
  /// @param failures in sequence
  public record DueAssets(OrganizationKey organization, AssetKind kind, int failures) {}

  /// Requests the listings of an organization.
  public void request(
      Handle handle, OrganizationKey organization, Set<AssetKind> kinds, Instant now) {
    handle
        .createUpdate(
            """
            insert into asset_listing as l (api_owner_id, leaf_user_id, provider, provider_org_id, kind, due_at)
            select :owner, :leafUser, :provider, :org, kind, :now
              from unnest(:kinds) as kind
            on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, kind)
              do update set due_at = least(l.due_at, excluded.due_at)
            """)
        .bindMethods(organization)
        .bind("kinds", kinds.stream().map(Enum::name).sorted().toArray(String[]::new))
        .bind("now", now)
        .execute();
  }

  /// The listing of a visible organization that has been due for the longest time.
  public Optional<DueAssets> findDue(AccountKey account, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select listing.provider_org_id, listing.kind, listing.failures
                      from asset_listing as listing
                      join organization_snapshot as snapshot
                        on snapshot.api_owner_id = listing.api_owner_id
                       and snapshot.leaf_user_id = listing.leaf_user_id
                       and snapshot.provider = listing.provider
                       and snapshot.provider_org_id = listing.provider_org_id
                     where listing.api_owner_id = :owner
                       and listing.leaf_user_id = :leafUser
                       and listing.provider = :provider
                       and listing.due_at <= :now
                       and snapshot.visible
                     order by listing.due_at, listing.provider_org_id, listing.kind
                     limit 1
                    """)
                .bindMethods(account)
                .bind("now", now)
                .map(
                    (row, _) ->
                        new DueAssets(
                            new OrganizationKey(account, row.getString("provider_org_id")),
                            Columns.get(row, "kind", AssetKind.class),
                            row.getInt("failures")))
                .findOne());
  }

  /// When a listing of a visible organization is due next.
  public Optional<Instant> findNext(AccountKey account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select min(listing.due_at) as next
                      from asset_listing as listing
                      join organization_snapshot as snapshot
                        on snapshot.api_owner_id = listing.api_owner_id
                       and snapshot.leaf_user_id = listing.leaf_user_id
                       and snapshot.provider = listing.provider
                       and snapshot.provider_org_id = listing.provider_org_id
                     where listing.api_owner_id = :owner
                       and listing.leaf_user_id = :leafUser
                       and listing.provider = :provider
                       and listing.due_at is not null
                       and snapshot.visible
                    """)
                .bindMethods(account)
                .map((row, _) -> Optional.ofNullable(Columns.find(row, "next", Instant.class)))
                .one());
  }

  /// Ends a listing that was read, unless it was requested again meanwhile.
  ///
  /// @param again when it is to be read again; null for the next sync
  public void finish(
      Handle handle,
      AccountKey account,
      DueAssets listing,
      @Nullable Instant again,
      Instant startedAt,
      Instant now) {
    bound(
            handle,
            account,
            listing,
            """
            update asset_listing
               set due_at = case when due_at > :startedAt then due_at else :again end
                 , failures = 0
                 , listed_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and kind = :kind
            """)
        .bind("startedAt", startedAt)
        .bind("again", again)
        .bind("now", now)
        .execute();
  }

  /// Defers a listing that could not be read.
  ///
  /// @param at null to wait for the next sync
  public void defer(AccountKey account, DueAssets listing, @Nullable Instant at) {
    jdbi.useHandle(
        handle ->
            bound(
                    handle,
                    account,
                    listing,
                    """
                    update asset_listing
                       set due_at = :at
                         , failures = failures + 1
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and kind = :kind
                    """)
                .bind("at", at)
                .execute());
  }

  private static Update bound(Handle handle, AccountKey account, DueAssets listing, String sql) {
    return handle
        .createUpdate(sql)
        .bindMethods(account)
        .bind("org", listing.organization().org())
        .bind("kind", listing.kind());
  }
}
