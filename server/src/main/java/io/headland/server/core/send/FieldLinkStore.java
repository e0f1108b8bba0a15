package io.headland.server.core.send;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.LinkedFieldStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/// The links of created fields to providers. A link is changed only by the request that has its
/// lease, which [FieldLinkLeaseStore] grants.
public final class FieldLinkStore {
  static final String COLUMNS =
      "field_id, provider, provider_org_id, grower_name, farm_name, field_name, provider_grower_id,"
          + " provider_farm_id, provider_field_id, provider_boundary_id,"
          + " field_posted_at is not null as posted, state = 'SENT' as sent";

  static final RowMapper<FieldLink> ROW =
      (row, _) ->
          new FieldLink(
              new FieldLink.Key(
                  row.getObject("field_id", UUID.class),
                  Columns.get(row, "provider", Provider.class),
                  row.getString("provider_org_id")),
              new FieldLink.Names(
                  row.getString("grower_name"),
                  row.getString("farm_name"),
                  row.getString("field_name")),
              row.getString("provider_grower_id"),
              row.getString("provider_farm_id"),
              row.getString("provider_field_id"),
              row.getString("provider_boundary_id"),
              row.getBoolean("posted"),
              row.getBoolean("sent"));

  private final Jdbi jdbi;
  private final OrganizationSnapshotStore snapshots = new OrganizationSnapshotStore();

  public FieldLinkStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<FieldLink> find(ApiOwnerId owner, FieldLink.Key key) {
    return jdbi.withHandle(handle -> find(handle, owner, key));
  }

  static Optional<FieldLink> find(Handle handle, ApiOwnerId owner, FieldLink.Key key) {
    return handle
        .createQuery(
            """
            select <columns>
              from field_link
             where api_owner_id = :owner
               and field_id = :field
               and provider = :provider
               and provider_org_id = :org
            """)
        .bind("owner", owner)
        .bindMethods(key)
        .define("columns", COLUMNS)
        .map(ROW)
        .findOne();
  }

  /// Stores the known ids, and extends the lease.
  ///
  /// @return false when another request has the lease, or the field was deleted
  public boolean save(ApiOwnerId owner, FieldLink link, UUID holder, Instant now, Instant until) {
    return jdbi.withHandle(
        handle ->
            known(
                        handle
                            .createUpdate(
                                """
                                update field_link
                                   set provider_grower_id = :growerId
                                     , provider_farm_id = :farmId
                                     , provider_field_id = :fieldId
                                     , provider_boundary_id = :boundaryId
                                     , field_posted_at = case when :posted then coalesce(field_posted_at, :now) end
                                     , lease_until = :until
                                 where api_owner_id = :owner
                                   and field_id = :field
                                   and provider = :provider
                                   and provider_org_id = :org
                                   and lease_holder = :holder
                                """)
                            .bind("owner", owner)
                            .bindMethods(link.key()),
                        link)
                    .bind("posted", link.posted())
                    .bind("holder", holder)
                    .bind("now", now)
                    .bind("until", until)
                    .execute()
                > 0);
  }

  /// Whether another created field is linked to a field of the provider.
  public boolean isLinkedToAnother(AccountKey account, FieldLink.Key key, String providerFieldId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select
                                     from field_link
                                    where api_owner_id = :owner
                                      and leaf_user_id = :leafUser
                                      and provider = :provider
                                      and provider_org_id = :org
                                      and provider_field_id = :fieldId
                                      and provider_field_id <> ''
                                      and field_id <> :field)
                    """)
                .bind("owner", account.owner())
                .bindMethods(key)
                .bind("leafUser", account.leafUser())
                .bind("fieldId", providerFieldId)
                .mapTo(Boolean.class)
                .one());
  }

  /// Completes the sending, and deletes the rows that a sync stored of the same field meanwhile.
  /// Locks the organization's snapshot, as every write of a sync does.
  ///
  /// @return false when another request has the lease, or the field was deleted
  public boolean complete(AccountKey account, FieldLink link, UUID holder, Instant now) {
    OrganizationKey organizationKey = new OrganizationKey(account, link.key().providerOrgId());
    return jdbi.inTransaction(
        handle -> {
          snapshots.open(handle, organizationKey, now);
          snapshots.lock(handle, organizationKey);
          int updated =
              known(
                      handle
                          .createUpdate(
                              """
                              update field_link
                                 set state = 'SENT'
                                   , sent_at = :now
                                   , provider_grower_id = :growerId
                                   , provider_farm_id = :farmId
                                   , provider_field_id = :fieldId
                                   , provider_boundary_id = :boundaryId
                                   , lease_holder = null
                                   , lease_until = null
                               where api_owner_id = :owner
                                 and field_id = :field
                                 and provider = :provider
                                 and provider_org_id = :org
                                 and lease_holder = :holder
                              """)
                          .bind("owner", account.owner())
                          .bindMethods(link.key()),
                      link)
                  .bind("holder", holder)
                  .bind("now", now)
                  .execute();
          if (updated > 0) {
            LinkedFieldStore.deleteSynced(handle, organizationKey, link.providerFieldId(), now);
          }
          return updated > 0;
        });
  }

  private static <S extends SqlStatement<S>> S known(S statement, FieldLink link) {
    return statement
        .bind("growerId", link.providerGrowerId())
        .bind("farmId", link.providerFarmId())
        .bind("fieldId", link.providerFieldId())
        .bind("boundaryId", link.providerBoundaryId());
  }
}
