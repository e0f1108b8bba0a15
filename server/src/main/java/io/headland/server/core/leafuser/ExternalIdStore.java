package io.headland.server.core.leafuser;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Leaf users by the API owner's id for them.
public final class ExternalIdStore {
  private final Jdbi jdbi;
  private final LeafUserStore users;

  public ExternalIdStore(Jdbi jdbi, LeafUserStore users) {
    this.jdbi = jdbi;
    this.users = users;
  }

  /// The oldest Leaf user with the `externalId` of this one; this one, after storing it, when there
  /// is none. Two concurrent calls with the same id return the same Leaf user.
  public LeafUserId findOrInsert(ApiOwnerId owner, LeafUser user) {
    return jdbi.inTransaction(
        handle -> {
          LeafUserStore.lockTotal(handle, owner);
          Optional<LeafUserId> found = find(handle, owner, String.valueOf(user.externalId()));
          if (found.isEmpty()) {
            users.insert(handle, owner, user);
          }
          return found.orElseGet(user::id);
        });
  }

  private static Optional<LeafUserId> find(Handle handle, ApiOwnerId owner, String externalId) {
    return handle
        .createQuery(
            """
            select id, name, email, phone, address, external_id, created_at
              from leaf_user
             where api_owner_id = :owner
               <matches>
             order by ordinal
             limit 1
            """)
        .define("matches", LeafUserStore.WITH_EXTERNAL_ID)
        .bind("owner", owner)
        .bind("externalId", externalId)
        .map(LeafUserStore.ROW)
        .findOne()
        .map(LeafUser::id);
  }
}
