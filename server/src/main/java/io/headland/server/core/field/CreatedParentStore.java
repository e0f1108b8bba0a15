package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Finds the farm or the grower to which a record is to belong.
final class CreatedParentStore {
  private CreatedParentStore() {}

  /// The result of the search for a farm or grower.
  ///
  /// @param key by which other records refer to it
  record Parent(WriteOutcome outcome, String key) {
    static final Parent NONE = new Parent(WriteOutcome.STORED, "");
  }

  static Parent farm(Handle handle, ApiOwnerId owner, LeafUserId leafUser, long id) {
    return find(handle, owner, leafUser, "farm", id);
  }

  static Parent grower(Handle handle, ApiOwnerId owner, LeafUserId leafUser, long id) {
    return find(handle, owner, leafUser, "grower", id);
  }

  private static Parent find(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, String table, long id) {
    Optional<Parent> found =
        handle
            .createQuery(
                """
                select provider = 'Leaf', provider_<table>_id
                  from <record> as record
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and removed_at is null
                """)
            .bind("owner", owner)
            .bind("leafUser", leafUser)
            .define("table", table)
            .define("record", RecordById.of(table, "id = :id"))
            .bind("id", id)
            .map(
                (row, _) ->
                    new Parent(
                        row.getBoolean(1) ? WriteOutcome.STORED : WriteOutcome.PARENT_OF_PROVIDER,
                        row.getString(2)))
            .findOne();
    return found.orElseGet(() -> new Parent(WriteOutcome.NO_PARENT, ""));
  }
}
