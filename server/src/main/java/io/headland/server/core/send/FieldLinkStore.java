package io.headland.server.core.send;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.LinkedFieldStore;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.field.OrganizationSnapshotStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.Provider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/// The links of created fields to providers. A link is changed only by the request that has its
/// lease.
public final class FieldLinkStore {
  private static final String COLUMNS =
      "field_id, provider, provider_org_id, grower_name, farm_name, field_name, provider_grower_id,"
          + " provider_farm_id, provider_field_id, provider_boundary_id,"
          + " field_posted_at is not null as posted, state = 'SENT' as sent";

  private final Jdbi jdbi;
  private final OrganizationSnapshotStore copies = new OrganizationSnapshotStore();

  public FieldLinkStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The result of claiming a link.
  public sealed interface Claim {
    /// This request has the lease of the link.
    record Leased(FieldLink link) implements Claim {}

    /// The field was sent before.
    record Sent(FieldLink link) implements Claim {}

    /// Another request is sending it.
    record Busy(Instant until) implements Claim {}

    /// There is no such field.
    record NoField() implements Claim {}
  }

  public Optional<FieldLink> find(ApiOwnerId owner, FieldLink.Key key) {
    return jdbi.withHandle(handle -> find(handle, owner, key));
  }

  private static Optional<FieldLink> find(Handle handle, ApiOwnerId owner, FieldLink.Key key) {
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
        .map((row, _) -> link(row))
        .findOne();
  }

  /// Takes the lease of a link, which is created if necessary. Other names than before are stored
  /// only while nothing can have been created under the earlier ones.
  public Claim claim(
      AccountKey account,
      FieldLink.Key key,
      FieldLink.Names names,
      UUID holder,
      Instant now,
      Instant until) {
    ApiOwnerId owner = account.owner();
    return jdbi.inTransaction(
        handle -> {
          insert(handle, account, key, names, now);
          Optional<FieldLink> held = take(handle, owner, key, names, holder, now, until);
          if (held.isPresent()) {
            return new Claim.Leased(held.get());
          }
          Optional<FieldLink> found = find(handle, owner, key);
          return found.isEmpty()
              ? new Claim.NoField()
              : found.get().sent()
                  ? new Claim.Sent(found.get())
                  : new Claim.Busy(leaseEnd(handle, owner, key).orElse(now));
        });
  }

  private static void insert(
      Handle handle, AccountKey account, FieldLink.Key key, FieldLink.Names names, Instant now) {
    named(
            handle
                .createUpdate(
                    """
                    insert into field_link
                           (api_owner_id, field_id, leaf_user_id, provider, provider_org_id, state,
                            grower_name, farm_name, field_name, created_at, attempted_at)
                    select api_owner_id, id, leaf_user_id, :provider, :org, 'PENDING',
                           :grower, :farm, :name, :now, :now
                      from field
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = 'Leaf'
                       and id = :field
                       for key share
                    on conflict do nothing
                    """)
                .bind("owner", account.owner())
                .bindMethods(key),
            names)
        .bind("leafUser", account.leafUser())
        .bind("now", now)
        .execute();
  }

  private static Optional<FieldLink> take(
      Handle handle,
      ApiOwnerId owner,
      FieldLink.Key key,
      FieldLink.Names names,
      UUID holder,
      Instant now,
      Instant until) {
    return named(
            handle
                .createQuery(
                    """
                    update field_link
                       set lease_holder = :holder
                         , lease_until = :until
                         , attempted_at = :now
                         , grower_name = case when field_posted_at is null then :grower else grower_name end
                         , farm_name = case when field_posted_at is null then :farm else farm_name end
                         , field_name = case when field_posted_at is null then :name else field_name end
                     where api_owner_id = :owner
                       and field_id = :field
                       and provider = :provider
                       and provider_org_id = :org
                       and state = 'PENDING'
                       and (lease_until is null or lease_until <= :now)
                    returning <columns>
                    """)
                .bind("owner", owner)
                .bindMethods(key),
            names)
        .define("columns", COLUMNS)
        .bind("holder", holder)
        .bind("now", now)
        .bind("until", until)
        .map((row, _) -> link(row))
        .findOne();
  }

  private static Optional<Instant> leaseEnd(Handle handle, ApiOwnerId owner, FieldLink.Key key) {
    return handle
        .createQuery(
            """
            select lease_until
              from field_link
             where api_owner_id = :owner
               and field_id = :field
               and provider = :provider
               and provider_org_id = :org
               and lease_until is not null
            """)
        .bind("owner", owner)
        .bindMethods(key)
        .mapTo(Instant.class)
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
          copies.open(handle, organizationKey, now);
          copies.lock(handle, organizationKey);
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

  /// Releases the lease, unless another request has it meanwhile.
  public void release(ApiOwnerId owner, FieldLink.Key key, UUID holder) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update field_link
                       set lease_holder = null
                         , lease_until = null
                     where api_owner_id = :owner
                       and field_id = :field
                       and provider = :provider
                       and provider_org_id = :org
                       and lease_holder = :holder
                    """)
                .bind("owner", owner)
                .bindMethods(key)
                .bind("holder", holder)
                .execute());
  }

  private static <S extends SqlStatement<S>> S named(S statement, FieldLink.Names names) {
    return statement
        .bind("grower", names.grower())
        .bind("farm", names.farm())
        .bind("name", names.field());
  }

  private static <S extends SqlStatement<S>> S known(S statement, FieldLink link) {
    return statement
        .bind("growerId", link.providerGrowerId())
        .bind("farmId", link.providerFarmId())
        .bind("fieldId", link.providerFieldId())
        .bind("boundaryId", link.providerBoundaryId());
  }

  private static FieldLink link(ResultSet row) throws SQLException {
    return new FieldLink(
        new FieldLink.Key(
            row.getObject("field_id", UUID.class),
            Columns.get(row, "provider", Provider.class),
            row.getString("provider_org_id")),
        new FieldLink.Names(
            row.getString("grower_name"), row.getString("farm_name"), row.getString("field_name")),
        row.getString("provider_grower_id"),
        row.getString("provider_farm_id"),
        row.getString("provider_field_id"),
        row.getString("provider_boundary_id"),
        row.getBoolean("posted"),
        row.getBoolean("sent"));
  }
}
