package io.headland.server.core.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.event.EventType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The beginning and the end of the time for which enabled fields wait for their boundaries.
public final class WaitingFieldStore {
  private WaitingFieldStore() {}

  /// Enables all previews of the given organizations.
  public static void enablePreviews(
      Handle handle, AccountKey account, Collection<String> orgs, Instant now) {
    String[] ids = orgs.toArray(String[]::new);
    // The snapshots are locked first, as by a worker.
    handle
        .createUpdate(
            """
            update organization_snapshot c
               set signatures = '{}'
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = any(:orgs)
               and exists (select from field f
                            where f.api_owner_id = c.api_owner_id
                              and f.leaf_user_id = c.leaf_user_id
                              and f.provider = c.provider
                              and f.provider_org_id = c.provider_org_id
                              and f.status = 'PREVIEW')
            """)
        .bindMethods(account)
        .bind("orgs", ids)
        .execute();
    handle
        .createUpdate(
            """
            update field
               set status = 'WAITING'
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = any(:orgs)
               and status = 'PREVIEW'
            """)
        .bindMethods(account)
        .bind("orgs", ids)
        .bind("now", now)
        .execute();
  }

  /// Ends the waiting of fields whose boundaries have been read.
  static void endWaiting(
      Handle handle, OrganizationKey organizationKey, Collection<String> fields, Instant now) {
    endWaiting(
        handle,
        organizationKey,
        "provider_field_id = any(:fields)",
        Map.of("fields", fields.toArray(String[]::new)),
        now);
  }

  /// Ends the waiting of fields without a boundary, after a full reading since they were enabled.
  public static void endWaiting(
      Handle handle, OrganizationKey organizationKey, Instant readSince, Instant now) {
    endWaiting(handle, organizationKey, "updated_at < :since", Map.of("since", readSince), now);
  }

  private static void endWaiting(
      Handle handle,
      OrganizationKey organizationKey,
      String condition,
      Map<String, Object> values,
      Instant now) {
    List<String> ended =
        handle
            .createQuery(
                """
                update field
                   set status = 'PROCESSED'
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and status = 'WAITING'
                   and <condition>
                returning provider_field_id
                """)
            .define("condition", condition)
            .bindMethods(organizationKey)
            .bindMap(values)
            .mapTo(String.class)
            .list();
    FieldEventStore.fields(handle, organizationKey, EventType.FIELD_UPDATED, ended, now);
  }
}
