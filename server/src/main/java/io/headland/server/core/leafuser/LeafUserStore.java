package io.headland.server.core.leafuser;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/// Leaf users in the database. [LeafUserListStore] reads pages of them.
public final class LeafUserStore {
  /// The number of ordinals in one row of `leaf_user_block`.
  static final int BLOCK = 1024;

  /// The index contains only the prefix; the value is then compared row by row.
  static final String WITH_EXTERNAL_ID =
      " and left(coalesce(external_id, ''), 200) collate \"C\" = left(:externalId, 200)"
          + " and external_id = :externalId";

  static final RowMapper<LeafUser> ROW =
      (row, _) ->
          new LeafUser(
              Columns.get(row, "id", LeafUserId.class),
              row.getString("name"),
              row.getString("email"),
              row.getString("phone"),
              row.getString("address"),
              row.getString("external_id"),
              Columns.get(row, "created_at", Instant.class));

  private final Jdbi jdbi;
  private final boolean uniqueExternalId;

  /// A store of Leaf users.
  ///
  /// @param uniqueExternalId reject a second Leaf user with the same `externalId`
  public LeafUserStore(Jdbi jdbi, boolean uniqueExternalId) {
    this.jdbi = jdbi;
    this.uniqueExternalId = uniqueExternalId;
  }

  public Optional<LeafUser> find(ApiOwnerId owner, LeafUserId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, name, email, phone, address, external_id, created_at
                      from leaf_user
                     where api_owner_id = :owner
                       and id = :id
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map(ROW)
                .findOne());
  }

  /// Stores a new Leaf user.
  ///
  /// @return false when its `externalId` exists and must be unique
  public boolean insert(Handle handle, ApiOwnerId owner, LeafUser user) {
    // The lock on the total's row serializes the creation and deletion of Leaf users of this owner.
    long ordinal =
        handle
            .createQuery(
                """
                update leaf_user_total
                   set total = total + 1
                     , last_ordinal = last_ordinal + 1
                 where api_owner_id = :owner
                returning last_ordinal
                """)
            .bind("owner", owner)
            .mapTo(Long.class)
            .one();
    if (isExternalIdTaken(handle, owner, user)) {
      return false;
    }
    handle
        .createUpdate(
            """
            insert into leaf_user_block (api_owner_id, block, total)
            values (:owner, :block, 1)
            on conflict (api_owner_id, block)
              do update set total = leaf_user_block.total + 1
            """)
        .bind("owner", owner)
        .bind("block", ordinal / BLOCK)
        .execute();
    handle
        .createUpdate(
            """
            insert into leaf_user
                   (api_owner_id, id, ordinal, name, email, phone, address, external_id, created_at, updated_at)
            values (:owner, :id, :ordinal, :name, :email, :phone, :address, :externalId, :at, :at)
            """)
        .bind("owner", owner)
        .bind("id", user.id())
        .bind("ordinal", ordinal)
        .bind("name", user.name())
        .bind("email", user.email())
        .bind("phone", user.phone())
        .bind("address", user.address())
        .bind("externalId", user.externalId())
        .bind("at", user.createdAt())
        .execute();
    return true;
  }

  /// Replaces everything except id and time of creation.
  ///
  /// @return false when its `externalId` exists and must be unique
  public boolean update(Handle handle, ApiOwnerId owner, LeafUser user, Instant now) {
    if (isExternalIdTaken(handle, owner, user)) {
      return false;
    }
    handle
        .createUpdate(
            """
            update leaf_user
               set name = :name
                 , email = :email
                 , phone = :phone
                 , address = :address
                 , external_id = :externalId
                 , updated_at = :now
             where api_owner_id = :owner
               and id = :id
            """)
        .bind("owner", owner)
        .bind("id", user.id())
        .bind("name", user.name())
        .bind("email", user.email())
        .bind("phone", user.phone())
        .bind("address", user.address())
        .bind("externalId", user.externalId())
        .bind("now", now)
        .execute();
    return true;
  }

  /// The Leaf user, locked until the transaction ends.
  public Optional<LeafUser> lock(Handle handle, ApiOwnerId owner, LeafUserId id) {
    if (uniqueExternalId) {
      // First, in the order in which every other change takes its locks.
      lockTotal(handle, owner);
    }
    return handle
        .createQuery(
            """
            select id, name, email, phone, address, external_id, created_at
              from leaf_user
             where api_owner_id = :owner
               and id = :id
               for no key update
            """)
        .bind("owner", owner)
        .bind("id", id)
        .map(ROW)
        .findOne();
  }

  /// Deletes a locked Leaf user with all dependent rows.
  public void delete(Handle handle, ApiOwnerId owner, LeafUserId id) {
    handle
        .createQuery(
            """
            delete from leaf_user
             where api_owner_id = :owner
               and id = :id
            returning ordinal
            """)
        .bind("owner", owner)
        .bind("id", id)
        .mapTo(Long.class)
        .findOne()
        .ifPresent(gone -> countOneLess(handle, owner, gone));
  }

  /// Locks a Leaf user that is to be deleted.
  ///
  /// @return whether it exists
  public boolean lockToDelete(Handle handle, ApiOwnerId owner, LeafUserId id) {
    // First, in the order in which every other change takes its locks.
    lockTotal(handle, owner);
    // Waits for the transactions that hold the lock of LeafUserLock.
    return handle
        .createQuery(
            """
            select true
              from leaf_user
             where api_owner_id = :owner
               and id = :id
               for update
            """)
        .bind("owner", owner)
        .bind("id", id)
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  private static void countOneLess(Handle handle, ApiOwnerId owner, long ordinal) {
    handle
        .createUpdate(
            """
            with block as (
              update leaf_user_block
                 set total = total - 1
               where api_owner_id = :owner
                 and block = :block
            )
            update leaf_user_total
               set total = total - 1
             where api_owner_id = :owner
            """)
        .bind("owner", owner)
        .bind("block", ordinal / BLOCK)
        .execute();
  }

  /// Locks the creation and deletion of Leaf users until the transaction ends.
  static void lockTotal(Handle handle, ApiOwnerId owner) {
    handle
        .createQuery(
            "select total from leaf_user_total where api_owner_id = :owner for no key update")
        .bind("owner", owner)
        .mapTo(Long.class)
        .one();
  }

  private boolean isExternalIdTaken(Handle handle, ApiOwnerId owner, LeafUser user) {
    if (!uniqueExternalId || user.externalId() == null) {
      return false;
    }
    return handle
        .createQuery(
            """
            select exists (select from leaf_user
                            where api_owner_id = :owner
                              <matches>
                              and id <> :id)
            """)
        .define("matches", WITH_EXTERNAL_ID)
        .bind("owner", owner)
        .bind("externalId", user.externalId())
        .bind("id", user.id())
        .mapTo(Boolean.class)
        .one();
  }
}
