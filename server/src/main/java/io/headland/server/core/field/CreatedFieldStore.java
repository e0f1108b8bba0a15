package io.headland.server.core.field;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Writes fields that were created through the API, each with its boundary in one transaction.
public final class CreatedFieldStore {
  private final Jdbi jdbi;
  private final UuidGenerator ids;
  private final CreatedBoundaryStore boundaries;

  public CreatedFieldStore(Jdbi jdbi, UuidGenerator ids) {
    this.jdbi = jdbi;
    this.ids = ids;
    this.boundaries = new CreatedBoundaryStore(ids);
  }

  /// The result of a write.
  ///
  /// @param id of the field, or of its new boundary
  public record Written(WriteOutcome outcome, UUID id) {}

  private record Stored(String name, String farmKey) {}

  /// Creates a field with its active boundary.
  public Written create(ApiOwnerId owner, LeafUserId leafUser, NewField field, Instant now) {
    return jdbi.inTransaction(handle -> create(handle, owner, leafUser, field, now));
  }

  /// The same within a transaction of the caller.
  public Written create(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, NewField field, Instant now) {
    UUID id = field.id().orElseGet(ids::next);
    if (!CreatedSnapshotStore.open(handle, owner, leafUser, now)) {
      return new Written(WriteOutcome.NO_LEAF_USER, id);
    }
    CreatedParentStore.Parent farm =
        field
            .farmId()
            .map(farmId -> CreatedParentStore.farm(handle, owner, leafUser, farmId))
            .orElse(CreatedParentStore.Parent.NONE);
    if (farm.outcome() != WriteOutcome.STORED) {
      return new Written(farm.outcome(), id);
    }
    if (!insert(handle, owner, leafUser, id, new Stored(field.name(), farm.key()), now)) {
      return new Written(WriteOutcome.ALREADY_EXISTS, id);
    }
    CreatedSnapshotStore.addToTotals(handle, owner, leafUser, 0, 0, 1);
    write(handle, owner, EventType.FIELD_CREATED, leafUser, id, field.name(), now);
    boundaries.activate(handle, owner, leafUser, id, field.shape(), now);
    return new Written(WriteOutcome.STORED, id);
  }

  /// Applies a change; other values are not changed.
  public WriteOutcome update(
      ApiOwnerId owner, LeafUserId leafUser, UUID id, FieldChange change, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CreatedSnapshotStore.lock(handle, owner, leafUser);
          Optional<Stored> before = find(handle, owner, leafUser, id);
          if (before.isEmpty()) {
            return ofProvider(handle, owner, leafUser, id);
          }
          CreatedParentStore.Parent farm =
              switch (change.farm()) {
                case ParentChange.Unchanged() ->
                    new CreatedParentStore.Parent(WriteOutcome.STORED, before.get().farmKey());
                case ParentChange.Removed() -> CreatedParentStore.Parent.NONE;
                case ParentChange.Given(long farmId) ->
                    CreatedParentStore.farm(handle, owner, leafUser, farmId);
              };
          if (farm.outcome() != WriteOutcome.STORED) {
            return farm.outcome();
          }
          Stored after = new Stored(change.name().orElse(before.get().name()), farm.key());
          if (!after.equals(before.get())) {
            update(handle, owner, leafUser, id, after, now);
            write(handle, owner, EventType.FIELD_UPDATED, leafUser, id, after.name(), now);
          }
          change
              .shape()
              .ifPresent(shape -> boundaries.activate(handle, owner, leafUser, id, shape, now));
          return WriteOutcome.STORED;
        });
  }

  /// Makes a shape the active boundary of a field.
  public Written putBoundary(
      ApiOwnerId owner, LeafUserId leafUser, UUID id, BoundaryShape shape, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CreatedSnapshotStore.lock(handle, owner, leafUser);
          return find(handle, owner, leafUser, id).isEmpty()
              ? new Written(ofProvider(handle, owner, leafUser, id), id)
              : new Written(
                  WriteOutcome.STORED,
                  boundaries.activate(handle, owner, leafUser, id, shape, now));
        });
  }

  /// Deletes a field with all its boundaries.
  public WriteOutcome delete(ApiOwnerId owner, LeafUserId leafUser, UUID id, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          CreatedSnapshotStore.lock(handle, owner, leafUser);
          Optional<Stored> before = find(handle, owner, leafUser, id);
          if (before.isEmpty()) {
            return ofProvider(handle, owner, leafUser, id);
          }
          LinkedFieldStore.deleteSignatures(handle, owner, leafUser, id);
          boundaries.deleteAll(handle, owner, leafUser, id, now);
          handle
              .createUpdate(
                  """
                  delete from field
                   where api_owner_id = :owner
                     and leaf_user_id = :leafUser
                     and provider = 'Leaf'
                     and provider_org_id = ''
                     and provider_field_id = :id::text
                  """)
              .bind("owner", owner)
              .bind("leafUser", leafUser)
              .bind("id", id)
              .execute();
          CreatedSnapshotStore.addToTotals(handle, owner, leafUser, 0, 0, -1);
          write(handle, owner, EventType.FIELD_REMOVED, leafUser, id, before.get().name(), now);
          return WriteOutcome.STORED;
        });
  }

  private static void write(
      Handle handle,
      ApiOwnerId owner,
      EventType type,
      LeafUserId leafUser,
      UUID id,
      String name,
      Instant now) {
    EventStore.write(handle, owner, List.of(CreatedEvents.field(type, leafUser, id, name)), now);
  }

  private static Optional<Stored> find(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID id) {
    return handle
        .createQuery(
            """
            select name, provider_farm_id
              from field
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = 'Leaf'
               and provider_org_id = ''
               and provider_field_id = :id::text
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("id", id)
        .map((row, _) -> new Stored(row.getString(1), row.getString(2)))
        .findOne();
  }

  /// Why a field cannot be changed: it belongs to a provider, or is not visible to the caller.
  private static WriteOutcome ofProvider(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID id) {
    boolean visible =
        handle
            .createQuery(
                """
                select exists (select
                                 from <record> as record
                                where api_owner_id = :owner
                                  and leaf_user_id = :leafUser
                                  and removed_at is null
                                  and <visible>)
                """)
            .define("record", RecordById.of("field", "id = :id"))
            .define("visible", VisibleRecord.of("record"))
            .bind("owner", owner)
            .bind("leafUser", leafUser)
            .bind("id", id)
            .mapTo(Boolean.class)
            .one();
    return visible ? WriteOutcome.OF_PROVIDER : WriteOutcome.NOT_FOUND;
  }

  private static boolean insert(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID id, Stored field, Instant now) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into field
                       (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id,
                        name, provider_farm_id, provider_grower_id, status, created_at, updated_at)
                values (:owner, :leafUser, 'Leaf', '', :id::text, :id,
                        :name, :farm, '', 'PROCESSED', :now, :now)
                on conflict do nothing
                """)
            .bind("owner", owner)
            .bind("leafUser", leafUser)
            .bind("id", id)
            .bind("name", field.name())
            .bind("farm", field.farmKey())
            .bind("now", now)
            .execute();
    return inserted > 0;
  }

  private static void update(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID id, Stored field, Instant now) {
    handle
        .createUpdate(
            """
            update field
               set name = :name
                 , provider_farm_id = :farm
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = 'Leaf'
               and provider_org_id = ''
               and provider_field_id = :id::text
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("id", id)
        .bind("name", field.name())
        .bind("farm", field.farmKey())
        .bind("now", now)
        .execute();
  }

  /// A change of a field.
  ///
  /// @param name blank to remove it
  /// @param shape of the new active boundary
  public record FieldChange(
      Optional<String> name, ParentChange farm, Optional<BoundaryShape> shape) {}
}
