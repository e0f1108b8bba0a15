package io.headland.server.core.asset;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.PageWindow;
import io.headland.server.platform.paging.SortRequest;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.AssetRecord;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Reads visible assets.
public final class AssetStore {
  /// The columns by Leaf's keys of sorting. The key of the id at the provider contains the kind.
  public static final Map<String, String> SORT_COLUMNS =
      Map.ofEntries(
          Map.entry("id", "id"),
          Map.entry("leafUserId", "leaf_user_id"),
          Map.entry("name", "name"),
          Map.entry("provider", "provider"),
          Map.entry("providerOrganizationId", "provider_org_id"),
          Map.entry("providerMachineId", "provider_asset_id"),
          Map.entry("providerImplementId", "provider_asset_id"),
          Map.entry("providerOperatorId", "provider_asset_id"),
          Map.entry("serialNumber", "serial_number"),
          Map.entry("vin", "vin"),
          Map.entry("model", "model"),
          Map.entry("make", "make"),
          Map.entry("category", "category"),
          Map.entry("modelYear", "model_year"));

  private static final String VISIBLE =
      """
        from <assets> as record
       where record.api_owner_id = :owner
         and record.leaf_user_id = :leafUser
         and record.kind = :kind
         and (record.provider is null
              or coalesce((select snapshot.visible
                             from organization_snapshot as snapshot
                            where snapshot.api_owner_id = record.api_owner_id
                              and snapshot.leaf_user_id = record.leaf_user_id
                              and snapshot.provider = record.provider
                              and snapshot.provider_org_id = record.provider_org_id), false))
      """;

  /// The asset with an id: with the other conditions, PostgreSQL may prefer the index of serial
  /// numbers and read all assets of a Leaf user.
  private static final String ONE =
      """
      (select *
         from asset
        where api_owner_id = :owner
          and id = :id
       offset 0)
      """;

  private final Jdbi jdbi;

  public AssetStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Page<Asset> list(
      ApiOwnerId owner,
      LeafUserId leafUser,
      AssetKind kind,
      RowFilter filter,
      SortRequest sort,
      PageRequest request) {
    return jdbi.withHandle(
        handle -> {
          long total =
              bound(handle, "select count(*)", "asset", "", owner, leafUser, kind, filter)
                  .mapTo(Long.class)
                  .one();
          PageWindow window = PageWindow.of(request, total);
          List<Asset> rows =
              bound(
                      handle,
                      "select record.*",
                      "asset",
                      "order by %s limit :size offset :skip".formatted(order(sort, window)),
                      owner,
                      leafUser,
                      kind,
                      filter)
                  .bind("size", window.size())
                  .bind("skip", window.skip())
                  .map((row, _) -> asset(row))
                  .list();
          return Page.numbered(window.ordered(rows), total, request);
        });
  }

  public Optional<Asset> find(ApiOwnerId owner, LeafUserId leafUser, AssetKind kind, UUID id) {
    RowFilter filter =
        new RowFilter().equal(Optional.of(id.toString()), "id", _ -> Optional.of(id));
    return jdbi.withHandle(
        handle ->
            bound(handle, "select record.*", ONE, "", owner, leafUser, kind, filter)
                .map((row, _) -> asset(row))
                .findOne());
  }

  /// The visible assets with one of these serial numbers.
  public List<UUID> listIds(
      ApiOwnerId owner, LeafUserId leafUser, AssetKind kind, Set<String> serialNumbers) {
    RowFilter filter = withSerialNumber(serialNumbers);
    return jdbi.withHandle(
        handle ->
            bound(
                    handle,
                    "select record.id",
                    "asset",
                    "order by record.id",
                    owner,
                    leafUser,
                    kind,
                    filter)
                .mapTo(UUID.class)
                .list());
  }

  /// The visible assets with one of these ids at their provider, in the order of their ids.
  public List<Asset> listOfProvider(
      ApiOwnerId owner, LeafUserId leafUser, AssetKind kind, Set<String> providerIds) {
    RowFilter filter =
        new RowFilter()
            .where(
                Optional.of(""),
                "providerIds",
                "record.provider_asset_id = any(:providerIds)",
                _ -> Optional.of(providerIds.toArray(String[]::new)));
    return jdbi.withHandle(
        handle ->
            bound(
                    handle,
                    "select record.*",
                    "asset",
                    "order by record.id",
                    owner,
                    leafUser,
                    kind,
                    filter)
                .map((row, _) -> asset(row))
                .list());
  }

  /// The visible assets with one of these serial numbers; of several with the same one, that with
  /// the first id.
  public Map<String, UUID> idsBySerialNumber(
      ApiOwnerId owner, LeafUserId leafUser, AssetKind kind, Set<String> serialNumbers) {
    return jdbi.withHandle(
        handle ->
            bound(
                    handle,
                    "select distinct on (record.serial_number) record.id, record.serial_number",
                    "asset",
                    "order by record.serial_number, record.id",
                    owner,
                    leafUser,
                    kind,
                    withSerialNumber(serialNumbers))
                .map((row, _) -> Map.entry(row.getString(2), row.getObject(1, UUID.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static RowFilter withSerialNumber(Set<String> serialNumbers) {
    return new RowFilter()
        .where(
            Optional.of(""),
            "serials",
            "record.serial_number = any(:serials)",
            _ ->
                Optional.of(
                    serialNumbers.stream()
                        .filter(serial -> !serial.isEmpty())
                        .toArray(String[]::new)));
  }

  private static Query bound(
      Handle handle,
      String columns,
      String assets,
      String end,
      ApiOwnerId owner,
      LeafUserId leafUser,
      AssetKind kind,
      RowFilter filter) {
    return filter
        .plan()
        .query(
            handle,
            "<columns> <visible> <matches> <end>"
                .replace("<columns>", columns)
                .replace("<visible>", VISIBLE.replace("<assets>", assets))
                .replace("<matches>", filter.conditions())
                .replace("<end>", end))
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("kind", kind)
        .bindMap(filter.values());
  }

  private static String order(SortRequest sort, PageWindow window) {
    String keys =
        window.order(sort).orders().stream()
            .map(
                order ->
                    "record." + SORT_COLUMNS.get(order.key()) + (order.descending() ? " desc" : ""))
            .collect(Collectors.joining(", "));
    String last = "record.id " + window.ascending();
    return keys.isEmpty() ? last : keys + ", " + last;
  }

  private static Asset asset(ResultSet row) throws SQLException {
    return new Asset(
        row.getObject("id", UUID.class),
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        Columns.get(row, "origin", AssetOrigin.class),
        Columns.find(row, "provider", Provider.class),
        row.getString("provider_org_id"),
        new AssetRecord(
            Objects.requireNonNullElse(row.getString("provider_asset_id"), ""),
            row.getString("name"),
            row.getString("serial_number"),
            row.getString("vin"),
            row.getString("model"),
            row.getString("make"),
            row.getString("category"),
            row.getString("model_year"),
            row.getString("status")),
        Columns.get(row, "created_at", Instant.class),
        Columns.get(row, "updated_at", Instant.class));
  }
}
