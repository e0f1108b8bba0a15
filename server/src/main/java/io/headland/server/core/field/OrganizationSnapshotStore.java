package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The snapshots of organizations: totals and signatures. The visibility of their records is
/// derived by triggers from the status of the organization.
public final class OrganizationSnapshotStore {
  /// The columns that [#ROW] maps, in a statement on this table without an alias.
  public static final String COLUMNS =
      """
      grower_total, farm_total, field_total, signatures::text, fully_read_at,
      exists (select from field
               where field.api_owner_id = organization_snapshot.api_owner_id
                 and field.leaf_user_id = organization_snapshot.leaf_user_id
                 and field.provider = organization_snapshot.provider
                 and field.provider_org_id = organization_snapshot.provider_org_id
                 and field.status = 'WAITING') as waiting
      """;

  public static final RowMapper<OrganizationSnapshot> ROW =
      (row, _) ->
          new OrganizationSnapshot(
              row.getInt("grower_total"),
              row.getInt("farm_total"),
              row.getInt("field_total"),
              texts(row.getString("signatures")),
              Columns.find(row, "fully_read_at", Instant.class),
              row.getBoolean("waiting"));

  /// The snapshot, created unless it exists.
  public OrganizationSnapshot open(Handle handle, OrganizationKey organizationKey, Instant now) {
    return handle
        .createQuery(
            """
            insert into organization_snapshot
                   (api_owner_id, leaf_user_id, provider, provider_org_id, created_at)
            values (:owner, :leafUser, :provider, :org, :now)
            on conflict do nothing
            returning <columns>
            """)
        .bindMethods(organizationKey)
        .define("columns", COLUMNS)
        .bind("now", now)
        .map(ROW)
        .findOne()
        .or(() -> find(handle, organizationKey))
        .orElseThrow();
  }

  public Optional<OrganizationSnapshot> find(Handle handle, OrganizationKey organizationKey) {
    return handle
        .createQuery(
            """
            select <columns>
              from organization_snapshot
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
            """)
        .bindMethods(organizationKey)
        .define("columns", COLUMNS)
        .map(ROW)
        .findOne();
  }

  /// Locks the snapshot until the transaction ends.
  public void lock(Handle handle, OrganizationKey organizationKey) {
    handle.execute(
        """
        select from organization_snapshot
         where api_owner_id = ?
           and leaf_user_id = ?
           and provider = ?
           and provider_org_id = ?
           for no key update
        """,
        organizationKey.account().owner(),
        organizationKey.account().leafUser(),
        organizationKey.account().provider(),
        organizationKey.providerOrgId());
  }

  static void addToTotals(
      Handle handle, OrganizationKey organizationKey, int growers, int farms, int fields) {
    addition(handle, organizationKey, growers, farms, fields).execute();
  }

  /// The statement of [#addToTotals].
  static Update addition(
      Handle handle, OrganizationKey organizationKey, int growers, int farms, int fields) {
    return handle
        .createUpdate(
            """
            update organization_snapshot
               set grower_total = grower_total + :growers
                 , farm_total = farm_total + :farms
                 , field_total = field_total + :fields
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
            """)
        .bindMethods(organizationKey)
        .bind("growers", growers)
        .bind("farms", farms)
        .bind("fields", fields);
  }

  /// The state of a snapshot after the last page of a listing.
  ///
  /// @param signature of the listing. While a field waits for its boundary none is stored, so that
  ///   the next reading is a full one
  /// @param page the records of the last page, which are added to the totals
  /// @param fullyReadAt the time, if everything was read; null to leave it unchanged
  public record Listed(
      String listing, String signature, FieldDataCounts page, @Nullable Instant fullyReadAt) {
    /// Updates the snapshot, unless nothing is changed. A statement for [#bind]; it requires the
    /// lock on the snapshot.
    public static final String UPDATE =
        """
        update organization_snapshot
           set grower_total = grower_total + :addedGrowers
             , farm_total = farm_total + :addedFarms
             , field_total = field_total + :addedFields
             , signatures = signatures || jsonb_build_object(:ofListing::text, chosen.signature)
             , fully_read_at = coalesce(:fullyReadAt, fully_read_at)
          from (select case when exists (select from field
                                          where api_owner_id = :owner
                                            and leaf_user_id = :leafUser
                                            and provider = :provider
                                            and provider_org_id = :org
                                            and status = 'WAITING'
                                            and removed_at is null)
                            then ''
                            else :ofSignature::text
                        end as signature) as chosen
         where api_owner_id = :owner
           and leaf_user_id = :leafUser
           and provider = :provider
           and provider_org_id = :org
           and (:addedGrowers + :addedFarms + :addedFields > 0
                or :fullyReadAt::timestamptz is not null
                or coalesce(signatures ->> :ofListing, '') <> chosen.signature)
        """;

    public <S extends SqlStatement<S>> S bind(S statement, OrganizationKey organizationKey) {
      return statement
          .bindMethods(organizationKey)
          .bind("addedGrowers", page.of(RecordKind.GROWER).added())
          .bind("addedFarms", page.of(RecordKind.FARM).added())
          .bind("addedFields", page.of(RecordKind.FIELD).added())
          .bind("ofListing", listing)
          .bind("ofSignature", signature)
          .bind("fullyReadAt", fullyReadAt);
    }
  }

  public void markFullyRead(Handle handle, OrganizationKey organizationKey, Instant now) {
    handle
        .createUpdate(
            """
            update organization_snapshot
               set fully_read_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
            """)
        .bindMethods(organizationKey)
        .bind("now", now)
        .execute();
  }

  /// Deletes the signatures of the given organizations, so that the next sync reads them in full.
  public void deleteSignatures(
      Handle handle, AccountKey account, Collection<String> providerOrgIds) {
    handle
        .createUpdate(
            """
            update organization_snapshot
               set signatures = '{}'
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = any(:orgs)
            """)
        .bindMethods(account)
        .bind("orgs", providerOrgIds.toArray(String[]::new))
        .execute();
  }

  /// Deletes the signatures of all organizations of an account, so that the next sync reads them in
  /// full: an unchanged listing may contain other records for another credential.
  public void deleteSignatures(Handle handle, AccountKey account) {
    handle
        .createUpdate(
            """
            update organization_snapshot
               set signatures = '{}'
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and signatures <> '{}'
            """)
        .bindMethods(account)
        .execute();
  }

  /// Moves an account's snapshots to another Leaf user. Snapshots that this Leaf user still has of
  /// the same provider, from a removed account, are deleted.
  public void move(Handle handle, AccountKey account, LeafUserId target) {
    handle
        .createUpdate(
            """
            delete from organization_snapshot
             where api_owner_id = :owner
               and leaf_user_id = :target
               and provider = :provider
            """)
        .bind("owner", account.owner())
        .bind("target", target)
        .bind("provider", account.provider())
        .execute();
    handle
        .createUpdate(
            """
            update organization_snapshot
               set leaf_user_id = :target
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
            """)
        .bindMethods(account)
        .bind("target", target)
        .execute();
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(json).properties()) {
      texts.put(entry.getKey(), entry.getValue().stringValue());
    }
    return texts;
  }
}
