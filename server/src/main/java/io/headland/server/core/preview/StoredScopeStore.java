package io.headland.server.core.preview;

import io.headland.server.core.explain.Amounts;
import io.headland.server.core.field.OrganizationKey;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The numbers and ids of the stored records of an organization.
public final class StoredScopeStore {
  private static final int BATCH = 10_000;

  private final Jdbi jdbi;

  public StoredScopeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public StoredScope read(OrganizationKey organizationKey) {
    return jdbi.withHandle(
        handle ->
            counts(handle, organizationKey)
                .map(
                    counts ->
                        new StoredScope(
                            counts.amounts(),
                            counts.previews(),
                            counts.operations(),
                            counts.visible(),
                            new StoredScope.Ids(
                                ids(handle, organizationKey, "grower", "provider_grower_id"),
                                ids(handle, organizationKey, "farm", "provider_farm_id"),
                                ids(handle, organizationKey, "field", "provider_field_id"))))
                .orElseGet(StoredScope::nothing));
  }

  private static Optional<StoredScope> counts(Handle handle, OrganizationKey organizationKey) {
    return handle
        .createQuery(
            """
            select visible
                 , grower_total
                 , farm_total
                 , field_total
                 , (select coalesce(sum(hectares), 0)
                      from field_boundary
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and status = 'ACTIVE'
                       and removed_at is null)
                 , (select count(*)
                      from field
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and status = 'PREVIEW'
                       and removed_at is null)
                 , (select count(*)
                      from field_operation as operation
                      join field
                        on field.api_owner_id = operation.api_owner_id
                       and field.id = operation.field_id
                     where operation.api_owner_id = :owner
                       and operation.leaf_user_id = :leafUser
                       and field.provider = :provider
                       and field.provider_org_id = :org
                       and field.removed_at is null)
              from organization_snapshot
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
            """)
        .bindMethods(organizationKey)
        .map(
            (row, _) ->
                new StoredScope(
                    new Amounts(row.getLong(2), row.getLong(3), row.getLong(4), row.getDouble(5)),
                    row.getLong(6),
                    row.getLong(7),
                    row.getBoolean(1),
                    StoredScope.Ids.none()))
        .findOne();
  }

  /// In batches: an organization can have a million of them.
  private static IdSet ids(
      Handle handle, OrganizationKey organizationKey, String table, String column) {
    IdSet ids = new IdSet();
    String after = "";
    List<String> batch;
    do {
      batch =
          handle
              .createQuery(
                  """
                  select <column>
                    from <table>
                   where api_owner_id = :owner
                     and leaf_user_id = :leafUser
                     and provider = :provider
                     and provider_org_id = :org
                     and <column> > :after
                     and removed_at is null
                   order by <column>
                   limit :batch
                  """)
              .bindMethods(organizationKey)
              .define("table", table)
              .define("column", column)
              .bind("after", after)
              .bind("batch", BATCH)
              .mapTo(String.class)
              .list();
      batch.forEach(ids::add);
      after = batch.isEmpty() ? after : batch.getLast();
    } while (batch.size() == BATCH);
    return ids;
  }

  /// The stored records of an organization, without removed ones.
  ///
  /// @param visible whether it is in lists and counts
  /// @param previews number of the fields that are previews
  /// @param operations number of the field operations of its fields
  /// @param ids of the stored records
  public record StoredScope(
      Amounts amounts, long previews, long operations, boolean visible, Ids ids) {

    /// The provider's ids, by kind.
    public record Ids(IdSet growers, IdSet farms, IdSet fields) {
      static Ids none() {
        return new Ids(new IdSet(), new IdSet(), new IdSet());
      }
    }

    static StoredScope nothing() {
      return new StoredScope(Amounts.NONE, 0, 0, false, Ids.none());
    }

    /// The records that are removed from lists and counts when the organization is deselected.
    public Amounts shown() {
      return visible ? amounts : Amounts.NONE;
    }
  }
}
