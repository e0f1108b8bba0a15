package io.headland.server.core.field;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.field.Boundary.BoundaryStatus;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Writes boundaries of fields that were created through the API. A boundary is never changed: a
/// new one replaces it, and it becomes `INACTIVE`.
final class CreatedBoundaryStore {
  /// The number of boundaries of a field that are kept; the oldest ones are deleted.
  static final int MAX_STORED = 100;

  private final UuidGenerator ids;

  CreatedBoundaryStore(UuidGenerator ids) {
    this.ids = ids;
  }

  /// Makes a shape the active boundary of a field, within the transaction that locked the snapshot.
  UUID activate(
      Handle handle,
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID fieldId,
      BoundaryShape shape,
      Instant now) {
    List<NewEvent> events = new ArrayList<>(retire(handle, owner, leafUser, fieldId, now));
    UUID id = ids.next();
    insert(handle, owner, leafUser, fieldId, id, shape, now);
    events.add(
        CreatedEvents.boundary(
            EventType.BOUNDARY_CREATED,
            leafUser,
            fieldId,
            id,
            BoundaryStatus.ACTIVE,
            shape.hectares()));
    deleteOldest(handle, owner, leafUser, fieldId);
    EventStore.write(handle, owner, events, now);
    return id;
  }

  /// Deletes all boundaries of a field, with an event for the active one.
  void deleteAll(Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, Instant now) {
    EventStore.write(handle, owner, retire(handle, owner, leafUser, fieldId, now), now);
    handle
        .createUpdate(
            """
            delete from field_boundary
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = 'Leaf'
               and provider_org_id = ''
               and provider_field_id = :field
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("field", fieldId.toString())
        .execute();
  }

  private static List<NewEvent> retire(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, Instant now) {
    return handle
        .createQuery(
            """
            update field_boundary
               set status = 'INACTIVE'
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = 'Leaf'
               and provider_org_id = ''
               and provider_field_id = :field
               and status = 'ACTIVE'
            returning id, hectares
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("field", fieldId.toString())
        .bind("now", now)
        .map(
            (row, _) ->
                CreatedEvents.boundary(
                    EventType.BOUNDARY_REMOVED,
                    leafUser,
                    fieldId,
                    row.getObject("id", UUID.class),
                    BoundaryStatus.INACTIVE,
                    row.getDouble("hectares")))
        .list();
  }

  private static void insert(
      Handle handle,
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID fieldId,
      UUID id,
      BoundaryShape shape,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into field_boundary
                   (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id,
                    provider_field_id, id, status, geometry, bounds, hectares, validity, problems,
                    digest, created_at, updated_at)
            values (:owner, :leafUser, 'Leaf', '', :id::text,
                    :field, :id, 'ACTIVE', :geometry, :bounds::box, :hectares, :validity, :problems,
                    '', :now, :now)
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("id", id)
        .bind("field", fieldId.toString())
        .bind("geometry", shape.geometry())
        .bind("bounds", Bounds.of(shape.geometry()).map(Bounds::toBox).orElse(null))
        .bind("hectares", shape.hectares())
        .bind("validity", shape.validity())
        .bind("problems", shape.problems())
        .bind("now", now)
        .execute();
  }

  private static void deleteOldest(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId) {
    handle
        .createUpdate(
            """
            delete from field_boundary
             where api_owner_id = :owner
               and id in (select id
                            from field_boundary
                           where api_owner_id = :owner
                             and leaf_user_id = :leafUser
                             and provider = 'Leaf'
                             and provider_org_id = ''
                             and provider_field_id = :field
                           order by created_at desc, id desc
                          offset :max)
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("field", fieldId.toString())
        .bind("max", MAX_STORED)
        .execute();
  }
}
