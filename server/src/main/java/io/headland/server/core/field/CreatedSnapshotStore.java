package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The snapshot with the records created through the API for one Leaf user. Each write locks it
/// first, so that the writes of one Leaf user are serialized.
final class CreatedSnapshotStore {
  private CreatedSnapshotStore() {}

  /// Locks the snapshot until the transaction ends, and creates it for the first record.
  ///
  /// @return false when there is no such Leaf user
  static boolean open(Handle handle, ApiOwnerId owner, LeafUserId leafUser, Instant now) {
    handle
        .createUpdate(
            """
            insert into organization_snapshot
                   (api_owner_id, leaf_user_id, provider, provider_org_id, created_at)
            select api_owner_id, id, 'Leaf', '', :now
              from leaf_user
             where api_owner_id = :owner
               and id = :leafUser
               for key share
            on conflict do nothing
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("now", now)
        .execute();
    return lock(handle, owner, leafUser);
  }

  /// Locks the snapshot until the transaction ends.
  ///
  /// @return false when no record was created for this Leaf user, or there is no such Leaf user
  static boolean lock(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    return handle
        .createQuery(
            """
            select true
              from organization_snapshot
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = 'Leaf'
               and provider_org_id = ''
               for no key update
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  static void addToTotals(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, int growers, int farms, int fields) {
    handle
        .createUpdate(
            """
            update organization_snapshot
               set grower_total = grower_total + :growers
                 , farm_total = farm_total + :farms
                 , field_total = field_total + :fields
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = 'Leaf'
               and provider_org_id = ''
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("growers", growers)
        .bind("farms", farms)
        .bind("fields", fields)
        .execute();
  }
}
