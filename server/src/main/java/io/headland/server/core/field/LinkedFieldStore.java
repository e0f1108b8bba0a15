package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Prevents a field that was created through the API and sent to a provider from being stored a
/// second time as a field of the provider. `among` and `deleteSynced` require the lock on the
/// organization's snapshot.
public final class LinkedFieldStore {
  private LinkedFieldStore() {}

  /// Ids of the given fields of a provider that were created through the API.
  static Set<String> among(
      Handle handle, OrganizationKey organizationKey, Collection<String> providerFieldIds) {
    return providerFieldIds.isEmpty()
        ? Set.of()
        : new HashSet<>(
            handle
                .createQuery(
                    """
                    select provider_field_id
                      from field_link
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and provider_field_id <> ''
                       and provider_field_id = any(:fields)
                    """)
                .bindMethods(organizationKey)
                .bind("fields", providerFieldIds.toArray(String[]::new))
                .mapTo(String.class)
                .list());
  }

  /// Deletes the rows that a sync stored for a sent field before its id was known.
  public static void deleteSynced(
      Handle handle, OrganizationKey organizationKey, String providerFieldId, Instant now) {
    List<String> boundaries =
        handle
            .createQuery(
                """
                select provider_boundary_id
                  from field_boundary
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_field_id = :field
                   and status = 'ACTIVE'
                """)
            .bindMethods(organizationKey)
            .bind("field", providerFieldId)
            .mapTo(String.class)
            .list();
    FieldEventStore.boundaries(
        handle, organizationKey, EventType.BOUNDARY_REMOVED, boundaries, now);
    List<String> live =
        handle
            .createQuery(
                """
                select provider_field_id
                  from field
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_field_id = :field
                   and removed_at is null
                """)
            .bindMethods(organizationKey)
            .bind("field", providerFieldId)
            .mapTo(String.class)
            .list();
    FieldEventStore.fields(handle, organizationKey, EventType.FIELD_REMOVED, live, now);
    for (String table : List.of("field_boundary", "field")) {
      handle
          .createUpdate(
              """
              delete from <table>
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
                 and provider_org_id = :org
                 and provider_field_id = :field
              """)
          .bindMethods(organizationKey)
          .define("table", table)
          .bind("field", providerFieldId)
          .execute();
    }
    OrganizationSnapshotStore.addToTotals(handle, organizationKey, 0, 0, -live.size());
  }

  /// Causes the next sync to read every organization to which a field was sent in full: after the
  /// field is deleted here, the provider's is stored like any other.
  static void deleteSignatures(Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId) {
    handle
        .createUpdate(
            """
            update organization_snapshot c
               set signatures = '{}'
             where c.api_owner_id = :owner
               and c.leaf_user_id = :leafUser
               and exists (select
                             from field_link l
                            where l.api_owner_id = c.api_owner_id
                              and l.leaf_user_id = c.leaf_user_id
                              and l.provider = c.provider
                              and l.provider_org_id = c.provider_org_id
                              and l.field_id = :field)
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("field", fieldId)
        .execute();
  }
}
