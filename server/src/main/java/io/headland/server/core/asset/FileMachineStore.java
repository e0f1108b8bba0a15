package io.headland.server.core.asset;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.AssetKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Stores the machines and implements that machine files name, with the events of new ones.
public final class FileMachineStore {
  private final UuidGenerator ids;

  public FileMachineStore(UuidGenerator ids) {
    this.ids = ids;
  }

  /// A machine or implement that a file names.
  ///
  /// @param make blank when the file does not name it
  public record Named(AssetKind kind, String name, String make, String serialNumber) {}

  /// Locks a Leaf user, so that no machine of it is stored by two transactions at the same time.
  static void lock(Handle handle, ApiOwnerId owner, LeafUserId leafUser) {
    handle
        .createQuery(
            """
            select 1
              from leaf_user
             where api_owner_id = :owner
               and id = :leafUser
               for no key update
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .mapTo(Integer.class)
        .findOne();
  }

  /// Inserts machines and implements, unless the Leaf user has one of the same kind and serial
  /// number.
  ///
  /// @param named each with a serial number
  public void store(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, List<Named> named, Instant now) {
    lock(handle, owner, leafUser);
    List<NewEvent> events = new ArrayList<>();
    for (Named each : named) {
      insert(handle, owner, leafUser, each, now)
          .ifPresent(
              id ->
                  events.add(
                      AssetEvents.ofUser(
                          each.kind() == AssetKind.IMPLEMENT
                              ? EventType.IMPLEMENT_CREATED
                              : EventType.MACHINE_CREATED,
                          leafUser,
                          each.kind(),
                          AssetOrigin.FILE_POOLED,
                          id,
                          each.name())));
    }
    EventStore.write(handle, owner, events, now);
  }

  private Optional<UUID> insert(
      Handle handle, ApiOwnerId owner, LeafUserId leafUser, Named named, Instant now) {
    return handle
        .createQuery(
            """
            insert into asset
                   ( api_owner_id, id, leaf_user_id, kind, origin, name, serial_number, vin, model, make
                   , category, model_year, status, created_at, updated_at)
            select api_owner_id, :id, id, :kind, 'FILE_POOLED', :name, :serialNumber, '', '', :make, '', '', '', :now, :now
              from leaf_user
             where api_owner_id = :owner
               and id = :leafUser
               and not exists (select
                                 from asset
                                where api_owner_id = :owner
                                  and leaf_user_id = :leafUser
                                  and kind = :kind
                                  and serial_number = :serialNumber)
            returning id
            """)
        .bind("owner", owner)
        .bind("leafUser", leafUser)
        .bind("id", ids.next())
        .bindMethods(named)
        .bind("now", now)
        .mapTo(UUID.class)
        .findOne();
  }
}
