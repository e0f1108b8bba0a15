package io.headland.server.core.asset;

import io.headland.server.core.field.OrganizationKey;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.AssetRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Stores what providers list.
public final class AssetWriteStore {
  private final UuidGenerator ids;

  public AssetWriteStore(UuidGenerator ids) {
    this.ids = ids;
  }

  /// An asset that was stored or removed.
  ///
  /// @param asset its id at the provider
  public record Change(UUID id, String name, String asset, boolean isNew) {}

  /// Inserts new assets and updates changed ones. Nothing is stored when the organization has been
  /// removed.
  ///
  /// @param records each id once
  /// @return the new and the changed assets
  public List<Change> store(
      Handle handle,
      OrganizationKey organization,
      AssetKind kind,
      List<AssetRecord> records,
      Instant now) {
    FileMachineStore.lock(
        handle, organization.account().owner(), organization.account().leafUser());
    adopt(handle, organization, kind, records);
    restore(handle, organization, kind, records);
    return handle
        .createQuery(
            """
            insert into asset as a
                   ( api_owner_id, id, leaf_user_id, kind, origin, provider, provider_org_id, provider_asset_id
                   , name, serial_number, vin, model, make, category, model_year, status, created_at, updated_at)
            select snapshot.api_owner_id, cast(listed.id as uuid), snapshot.leaf_user_id, :kind, 'PROVIDER_POOLED'
                 , snapshot.provider, snapshot.provider_org_id, listed.asset, listed.name, listed.serial, listed.vin
                 , listed.model, listed.make, listed.category, listed.year, listed.status, :now, :now
              from (select *
                      from organization_snapshot
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       for key share) as snapshot
             cross join unnest( :ids, :assets, :names, :serials, :vins, :models, :makes, :categories, :years
                              , :statuses)
                     as listed (id, asset, name, serial, vin, model, make, category, year, status)
            on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, kind, provider_asset_id)
                  where provider_asset_id is not null
              do update set name = excluded.name
                          , serial_number = excluded.serial_number
                          , vin = excluded.vin
                          , model = excluded.model
                          , make = excluded.make
                          , category = excluded.category
                          , model_year = excluded.model_year
                          , status = excluded.status
                          , updated_at = excluded.updated_at
                      where ( a.name, a.serial_number, a.vin, a.model, a.make, a.category, a.model_year, a.status)
                            is distinct from
                            ( excluded.name, excluded.serial_number, excluded.vin, excluded.model, excluded.make
                            , excluded.category, excluded.model_year, excluded.status)
            returning id, name, provider_asset_id, xmax = 0 as is_new
            """)
        .bindMethods(organization)
        .bind("kind", kind)
        .bind("ids", texts(records, _ -> ids.next().toString()))
        .bind("assets", texts(records, AssetRecord::id))
        .bind("names", texts(records, AssetRecord::name))
        .bind("serials", texts(records, AssetRecord::serialNumber))
        .bind("vins", texts(records, AssetRecord::vin))
        .bind("models", texts(records, AssetRecord::model))
        .bind("makes", texts(records, AssetRecord::make))
        .bind("categories", texts(records, AssetRecord::category))
        .bind("years", texts(records, AssetRecord::modelYear))
        .bind("statuses", texts(records, AssetRecord::status))
        .bind("now", now)
        .map((row, _) -> change(row))
        .list();
  }

  /// An asset that files named before the provider listed it keeps its id.
  private static void adopt(
      Handle handle, OrganizationKey organization, AssetKind kind, List<AssetRecord> records) {
    handle
        .createUpdate(
            """
            update asset as a
               set origin = 'PROVIDER_POOLED'
                 , provider = snapshot.provider
                 , provider_org_id = snapshot.provider_org_id
                 , provider_asset_id = listed.asset
              from organization_snapshot as snapshot
             cross join (select distinct on (serial) asset, serial
                           from unnest(:assets, :serials) as each (asset, serial)
                          where serial <> ''
                          order by serial, asset) as listed
             where snapshot.api_owner_id = :owner
               and snapshot.leaf_user_id = :leafUser
               and snapshot.provider = :provider
               and snapshot.provider_org_id = :org
               and a.api_owner_id = :owner
               and a.leaf_user_id = :leafUser
               and a.kind = :kind
               and a.origin = 'FILE_POOLED'
               and a.serial_number = listed.serial
               and not exists (select
                                 from asset as known
                                where known.api_owner_id = :owner
                                  and known.leaf_user_id = :leafUser
                                  and known.provider = :provider
                                  and known.provider_org_id = :org
                                  and known.kind = :kind
                                  and known.provider_asset_id = listed.asset)
            """)
        .bindMethods(organization)
        .bind("kind", kind)
        .bind("assets", texts(records, AssetRecord::id))
        .bind("serials", texts(records, AssetRecord::serialNumber))
        .execute();
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("provider_asset_id"),
        row.getBoolean("is_new"));
  }

  private static void restore(
      Handle handle, OrganizationKey organization, AssetKind kind, List<AssetRecord> records) {
    handle
        .createUpdate(
            """
            update asset
               set missing_since = null
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and kind = :kind
               and missing_since is not null
               and provider_asset_id = any(:present)
            """)
        .bindMethods(organization)
        .bind("kind", kind)
        .bind("present", texts(records, AssetRecord::id))
        .execute();
  }

  /// The stored assets of one kind of an organization that a complete listing lacks.
  ///
  /// @param stored number of all stored assets
  /// @param missing number of these that the listing lacks
  public record MissingAssets(int stored, int missing) {
    private static final int FEWEST_SUSPICIOUS = 5;

    /// Whether the listing seems to be incomplete: it has none of several assets, or lacks more
    /// than half of many.
    public boolean isSuspicious() {
      return (missing > 1 && missing == stored)
          || (missing >= FEWEST_SUSPICIOUS && 2 * missing > stored);
    }
  }

  public MissingAssets findMissing(
      Handle handle, OrganizationKey organization, AssetKind kind, List<AssetRecord> listed) {
    return handle
        .createQuery(
            """
            select count(*) as stored
                 , count(*) filter (where provider_asset_id <> all(:present)) as missing
              from asset
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and kind = :kind
            """)
        .bindMethods(organization)
        .bind("kind", kind)
        .bind("present", texts(listed, AssetRecord::id))
        .map((row, _) -> new MissingAssets(row.getInt("stored"), row.getInt("missing")))
        .one();
  }

  /// The assets that a complete listing lacks.
  ///
  /// @param deleted those that an earlier listing lacked as well
  /// @param hasMarked whether there were others, which another listing has to confirm
  public record Removal(List<Change> deleted, boolean hasMarked) {
    public Removal {
      deleted = List.copyOf(deleted);
    }
  }

  /// Deletes the assets that an earlier complete listing lacked as well, and marks the others that
  /// this one lacks.
  ///
  /// @param startedAt when the reading of this listing began
  public Removal removeMissing(
      Handle handle,
      OrganizationKey organization,
      AssetKind kind,
      List<AssetRecord> listed,
      Instant startedAt,
      Instant now) {
    String[] present = texts(listed, AssetRecord::id);
    List<Change> deleted =
        handle
            .createQuery(
                """
                delete from asset
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and kind = :kind
                   and missing_since < :startedAt
                   and provider_asset_id <> all(:present)
                returning id, name, provider_asset_id, false as is_new
                """)
            .bindMethods(organization)
            .bind("kind", kind)
            .bind("present", present)
            .bind("startedAt", startedAt)
            .map((row, _) -> change(row))
            .list();
    int marked =
        handle
            .createUpdate(
                """
                update asset
                   set missing_since = :now
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and kind = :kind
                   and missing_since is null
                   and provider_asset_id <> all(:present)
                """)
            .bindMethods(organization)
            .bind("kind", kind)
            .bind("present", present)
            .bind("now", now)
            .execute();
    return new Removal(deleted, marked > 0);
  }

  private static String[] texts(List<AssetRecord> records, Function<AssetRecord, String> text) {
    return records.stream().map(text).toArray(String[]::new);
  }
}
