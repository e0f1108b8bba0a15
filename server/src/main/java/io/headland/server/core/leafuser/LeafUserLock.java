package io.headland.server.core.leafuser;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import org.jdbi.v3.core.Handle;

/// The lock that defers the deletion of a Leaf user.
///
/// A deletion locks the Leaf user and then all its rows. A transaction that locks a row and then
/// inserts one that refers to another would wait for a deletion that waits for it. It acquires this
/// lock first.
public final class LeafUserLock {
  private LeafUserLock() {}

  /// Defers the deletion until the transaction ends; waits for one in progress.
  ///
  /// @return false when the Leaf user was deleted
  public static boolean share(Handle handle, ApiOwnerId owner, LeafUserId id) {
    return handle
        .createQuery(
            """
            select true
              from leaf_user
             where api_owner_id = :owner
               and id = :id
               for key share
            """)
        .bind("owner", owner)
        .bind("id", id)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }
}
