package io.headland.server.core.asset;

import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.AssetKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores the machines that are created through the API, with the events of their changes.
public final class CreatedMachineStore {
  private final Jdbi jdbi;

  public CreatedMachineStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Inserts a machine.
  ///
  /// @return false when there is no such Leaf user
  public boolean create(ApiOwnerId owner, Asset machine) {
    return jdbi.inTransaction(
        handle -> {
          boolean isCreated =
              handle
                      .createUpdate(
                          """
                          insert into asset
                                 ( api_owner_id, id, leaf_user_id, kind, origin, name, serial_number, vin, model, make
                                 , category, model_year, status, created_at, updated_at)
                          select api_owner_id, :id, id, 'MACHINE', 'USER_CREATED', :name, :serialNumber, :vin, :model
                               , :make, :category, :modelYear, :status, :createdAt, :createdAt
                            from leaf_user
                           where api_owner_id = :owner
                             and id = :leafUser
                             for key share
                          """)
                      .bind("owner", owner)
                      .bind("leafUser", machine.leafUser())
                      .bindMethods(machine.content())
                      .bind("id", machine.id())
                      .bind("createdAt", machine.createdAt())
                      .execute()
                  > 0;
          if (isCreated) {
            write(
                handle,
                owner,
                machine.leafUser(),
                EventType.MACHINE_CREATED,
                machine.id(),
                machine.content().name(),
                machine.createdAt());
          }
          return isCreated;
        });
  }

  /// Replaces the given values of a machine, if there is such a machine.
  ///
  /// @param values new values by column; others are kept
  public void update(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID id,
      Map<AssetColumn, String> values,
      Instant now) {
    jdbi.useTransaction(
        handle -> {
          var update =
              handle
                  .createQuery(
                      """
                      update asset
                         set name = coalesce(:NAME, name)
                           , serial_number = coalesce(:SERIAL_NUMBER, serial_number)
                           , vin = coalesce(:VIN, vin)
                           , model = coalesce(:MODEL, model)
                           , make = coalesce(:MAKE, make)
                           , category = coalesce(:CATEGORY, category)
                           , model_year = coalesce(:MODEL_YEAR, model_year)
                           , updated_at = :now
                       where api_owner_id = :owner
                         and leaf_user_id = :leafUser
                         and kind = 'MACHINE'
                         and id = :id
                         and origin = 'USER_CREATED'
                         and (name, serial_number, vin, model, make, category, model_year)
                             <> ( coalesce(:NAME, name), coalesce(:SERIAL_NUMBER, serial_number), coalesce(:VIN, vin)
                                , coalesce(:MODEL, model), coalesce(:MAKE, make), coalesce(:CATEGORY, category)
                                , coalesce(:MODEL_YEAR, model_year))
                      returning name
                      """)
                  .bind("owner", owner)
                  .bind("leafUser", leafUser)
                  .bind("id", id)
                  .bind("now", now);
          for (AssetColumn column : AssetColumn.values()) {
            update.bind(column.name(), values.get(column));
          }
          Optional<String> changed = update.mapTo(String.class).findOne();
          changed.ifPresent(
              name -> write(handle, owner, leafUser, EventType.MACHINE_UPDATED, id, name, now));
        });
  }

  /// Deletes a machine.
  ///
  /// @return false when there is no such machine
  public boolean delete(ApiOwnerId owner, LeafUserId leafUser, UUID id, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          Optional<String> deleted =
              handle
                  .createQuery(
                      """
                      delete from asset
                       where api_owner_id = :owner
                         and leaf_user_id = :leafUser
                         and kind = 'MACHINE'
                         and id = :id
                         and origin = 'USER_CREATED'
                      returning name
                      """)
                  .bind("owner", owner)
                  .bind("leafUser", leafUser)
                  .bind("id", id)
                  .mapTo(String.class)
                  .findOne();
          deleted.ifPresent(
              name -> write(handle, owner, leafUser, EventType.MACHINE_REMOVED, id, name, now));
          return deleted.isPresent();
        });
  }

  private static void write(
      Handle handle,
      ApiOwnerId owner,
      LeafUserId leafUser,
      EventType type,
      UUID id,
      String name,
      Instant now) {
    EventStore.write(
        handle,
        owner,
        List.of(
            AssetEvents.ofUser(
                type, leafUser, AssetKind.MACHINE, AssetOrigin.USER_CREATED, id, name)),
        now);
  }
}
