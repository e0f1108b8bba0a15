package io.headland.server.core.asset;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// When the assets of an organization are to be read from its provider.
public final class AssetListingStore {
  private static final String OF_LEAF_USER =
      """
        from asset_listing as listing
        join organization_snapshot as snapshot
       using (api_owner_id, leaf_user_id, provider, provider_org_id)
       where api_owner_id = :owner
         and leaf_user_id = :leafUser
         and snapshot.visible
      """;

  private final Jdbi jdbi;

  public AssetListingStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A listing that is due.
  ///
  /// @param failures in sequence
  /// @param forced whether a caller disabled the guard against mass removal
  /// @param again whether it was requested again since it became due
  public record DueAssets(
      OrganizationKey organization, AssetKind kind, int failures, boolean forced, boolean again) {}

  /// Requests the listings of an organization.
  ///
  /// @param forced whether a caller disabled the guard against mass removal
  public void request(
      Handle handle,
      OrganizationKey organization,
      Set<AssetKind> kinds,
      boolean forced,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into asset_listing as l
                   (api_owner_id, leaf_user_id, provider, provider_org_id, kind, forced, due_at)
            select :owner, :leafUser, :provider, :org, kind, :forced, :now
              from unnest(:kinds) as kind
            on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, kind)
              do update set due_at = least(l.due_at, excluded.due_at)
                          , again_at = case when l.due_at is not null
                                            then least(l.again_at, excluded.due_at)
                                       end
                          , forced = l.forced or excluded.forced
            """)
        .bindMethods(organization)
        .bind("forced", forced)
        .bind("kinds", kinds.stream().map(Enum::name).sorted().toArray(String[]::new))
        .bind("now", now)
        .execute();
  }

  /// The listing of a visible organization that has been due for the longest time. Its reading
  /// begins now: a later request causes another one.
  public Optional<DueAssets> begin(AccountKey account, Instant now) {
    return jdbi.withHandle(
        handle -> {
          Optional<DueAssets> due = findDue(handle, account, now);
          due.filter(DueAssets::again).ifPresent(listing -> clearAgain(handle, account, listing));
          return due;
        });
  }

  private static Optional<DueAssets> findDue(Handle handle, AccountKey account, Instant now) {
    return handle
        .createQuery(
            """
            select listing.provider_org_id, listing.kind, listing.failures, listing.forced
                 , listing.again_at is not null as again
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
                    row.getInt("failures"),
                    row.getBoolean("forced"),
                    row.getBoolean("again")))
        .findOne();
  }

  private static void clearAgain(Handle handle, AccountKey account, DueAssets listing) {
    bound(
            handle,
            account,
            listing,
            """
            update asset_listing
               set again_at = null
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and kind = :kind
            """)
        .execute();
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

  /// The result of a listing that was read.
  ///
  /// @param again whether it must be read again at once
  /// @param failure why assets that it lacks were kept; blank when none was
  /// @param missing the number of assets that the guard kept
  public record Result(boolean again, String failure, int missing) {
    public static final Result COMPLETE = new Result(false, "", 0);
    public static final Result TO_BE_CONFIRMED = new Result(true, "", 0);
    public static final Result INCOMPLETE = new Result(false, "listIncomplete", 0);

    public static Result guarded(int missing) {
      return new Result(false, "syncGuarded", missing);
    }
  }

  /// Ends a listing that was read; it is due again if it was requested meanwhile.
  public void finish(
      Handle handle, AccountKey account, DueAssets listing, Result result, Instant now) {
    bound(
            handle,
            account,
            listing,
            """
            update asset_listing
               set due_at = case when :again then :now else again_at end
                 , again_at = null
                 , forced = forced and (:again or again_at is not null)
                 , failures = 0
                 , failure = :failure
                 , missing = :missing
                 , listed_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and kind = :kind
            """)
        .bindMethods(result)
        .bind("now", now)
        .execute();
  }

  /// Defers a listing that could not be read.
  ///
  /// @param at null to wait for the next request or sync
  public void defer(AccountKey account, DueAssets listing, String failure, @Nullable Instant at) {
    jdbi.useHandle(
        handle ->
            bound(
                    handle,
                    account,
                    listing,
                    """
                    update asset_listing
                       set due_at = coalesce(:at, again_at)
                         , again_at = null
                         , failures = failures + 1
                         , failure = :failure
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and kind = :kind
                    """)
                .bind("failure", failure)
                .bind("at", at)
                .execute());
  }

  /// The listings of visible organizations.
  public Page<AssetListing> list(ApiOwnerId owner, LeafUserId leafUser, PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              handle
                  .createQuery("select count(*) " + OF_LEAF_USER)
                  .bind("owner", owner)
                  .bind("leafUser", leafUser)
                  .mapTo(Long.class)
                  .one();
          PageWindow window = PageWindow.of(request, total);
          List<AssetListing> rows =
              handle
                  .createQuery(
                      "select listing.* "
                          + OF_LEAF_USER
                          + " order by provider <direction>, provider_org_id <direction>, kind <direction>"
                          + " limit :size offset :skip")
                  .define("direction", window.ascending())
                  .bind("owner", owner)
                  .bind("leafUser", leafUser)
                  .bind("size", window.size())
                  .bind("skip", window.skip())
                  .map((row, _) -> listing(row))
                  .list();
          return Page.numbered(window.ordered(rows), total, request);
        });
  }

  private static AssetListing listing(ResultSet row) throws SQLException {
    return new AssetListing(
        Columns.get(row, "provider", Provider.class),
        row.getString("provider_org_id"),
        Columns.get(row, "kind", AssetKind.class),
        Columns.find(row, "listed_at", Instant.class),
        Columns.find(row, "due_at", Instant.class),
        row.getString("failure"),
        row.getInt("missing"));
  }

  private static Update bound(Handle handle, AccountKey account, DueAssets listing, String sql) {
    return handle
        .createUpdate(sql)
        .bindMethods(account)
        .bind("org", listing.organization().org())
        .bind("kind", listing.kind());
  }
}
