package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Writes growers and farms that were created through the API. As for those of providers, there are
/// no events.
public final class CreatedFarmStore {
  private final Jdbi jdbi;
  private final UuidGenerator ids;

  public CreatedFarmStore(Jdbi jdbi, UuidGenerator ids) {
    this.jdbi = jdbi;
    this.ids = ids;
  }

  /// The result of a write.
  ///
  /// @param id of the grower or farm; 0 when it was not stored
  public record Written(WriteOutcome outcome, long id) {
    static Written not(WriteOutcome outcome) {
      return new Written(outcome, 0);
    }
  }

  public Written createGrower(ApiOwnerId owner, LeafUserId leafUser, String name, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          if (!CreatedSnapshotStore.open(handle, owner, leafUser, now)) {
            return Written.not(WriteOutcome.NO_LEAF_USER);
          }
          CreatedSnapshotStore.addToTotals(handle, owner, leafUser, 1, 0, 0);
          return new Written(
              WriteOutcome.STORED,
              handle
                  .createQuery(
                      """
                      insert into grower
                             (api_owner_id, leaf_user_id, provider, provider_org_id,
                              provider_grower_id, name, created_at, updated_at)
                      values (:owner, :leafUser, 'Leaf', '', :key, :name, :now, :now)
                      returning id
                      """)
                  .bind("owner", owner)
                  .bind("leafUser", leafUser)
                  .bind("key", ids.next().toString())
                  .bind("name", name)
                  .bind("now", now)
                  .mapTo(Long.class)
                  .one());
        });
  }

  /// Creates a farm.
  ///
  /// @param growerId of the grower that it belongs to; empty for none
  public Written createFarm(
      ApiOwnerId owner, LeafUserId leafUser, String name, Optional<Long> growerId, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          if (!CreatedSnapshotStore.open(handle, owner, leafUser, now)) {
            return Written.not(WriteOutcome.NO_LEAF_USER);
          }
          CreatedParentStore.Parent grower =
              growerId
                  .map(id -> CreatedParentStore.grower(handle, owner, leafUser, id))
                  .orElse(CreatedParentStore.Parent.NONE);
          if (grower.outcome() != WriteOutcome.STORED) {
            return Written.not(grower.outcome());
          }
          CreatedSnapshotStore.addToTotals(handle, owner, leafUser, 0, 1, 0);
          return new Written(
              WriteOutcome.STORED,
              handle
                  .createQuery(
                      """
                      insert into farm
                             (api_owner_id, leaf_user_id, provider, provider_org_id,
                              provider_farm_id, name, provider_grower_id, created_at, updated_at)
                      values (:owner, :leafUser, 'Leaf', '', :key, :name, :grower, :now, :now)
                      returning id
                      """)
                  .bind("owner", owner)
                  .bind("leafUser", leafUser)
                  .bind("key", ids.next().toString())
                  .bind("name", name)
                  .bind("grower", grower.key())
                  .bind("now", now)
                  .mapTo(Long.class)
                  .one());
        });
  }

  public WriteOutcome updateGrower(
      ApiOwnerId owner, LeafUserId leafUser, long id, Optional<String> name, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CreatedSnapshotStore.lock(handle, owner, leafUser);
          WriteOutcome outcome = find(handle, owner, leafUser, "grower", id);
          if (outcome == WriteOutcome.STORED) {
            rename(handle, owner, "grower", id, name, now);
          }
          return outcome;
        });
  }

  public WriteOutcome updateFarm(
      ApiOwnerId owner,
      LeafUserId leafUser,
      long id,
      Optional<String> name,
      ParentChange grower,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CreatedSnapshotStore.lock(handle, owner, leafUser);
          WriteOutcome outcome = find(handle, owner, leafUser, "farm", id);
          if (outcome != WriteOutcome.STORED) {
            return outcome;
          }
          Optional<CreatedParentStore.Parent> parent =
              switch (grower) {
                case ParentChange.Unchanged() -> Optional.empty();
                case ParentChange.Removed() -> Optional.of(CreatedParentStore.Parent.NONE);
                case ParentChange.Given(long growerId) ->
                    Optional.of(CreatedParentStore.grower(handle, owner, leafUser, growerId));
              };
          if (parent.isPresent() && parent.get().outcome() != WriteOutcome.STORED) {
            return parent.get().outcome();
          }
          rename(handle, owner, "farm", id, name, now);
          parent.ifPresent(found -> moveFarm(handle, owner, id, found.key(), now));
          return WriteOutcome.STORED;
        });
  }

  /// Whether a grower or farm can be changed.
  private static WriteOutcome find(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, String table, long id) {
    return handle
        .createQuery(
            """
            select provider = 'Leaf'
              from <record> as record
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and removed_at is null
               and <visible>
            """)
        .define("record", RecordById.of(table, "id = :id"))
        .define("visible", VisibleRecord.of("record"))
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("id", id)
        .map((row, _) -> row.getBoolean(1) ? WriteOutcome.STORED : WriteOutcome.OF_PROVIDER)
        .findOne()
        .orElse(WriteOutcome.NOT_FOUND);
  }

  /// Renames a record of the Leaf user, which [#find] has found.
  private static void rename(
      Handle handle, ApiOwnerId owner, String table, long id, Optional<String> name, Instant now) {
    if (name.isPresent()) {
      handle
          .createUpdate(
              """
              update <table>
                 set name = :name
                   , updated_at = :now
               where api_owner_id = :owner
                 and id = :id
                 and name <> :name
              """)
          .bind("owner", owner)
          .define("table", table)
          .bind("id", id)
          .bind("name", name.get())
          .bind("now", now)
          .execute();
    }
  }

  private static void moveFarm(
      Handle handle, ApiOwnerId owner, long id, String grower, Instant now) {
    handle
        .createUpdate(
            """
            update farm
               set provider_grower_id = :grower
                 , updated_at = :now
             where api_owner_id = :owner
               and id = :id
               and provider_grower_id <> :grower
            """)
        .bind("owner", owner)
        .bind("id", id)
        .bind("grower", grower)
        .bind("now", now)
        .execute();
  }
}
