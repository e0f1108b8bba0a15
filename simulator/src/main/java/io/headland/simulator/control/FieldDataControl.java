package io.headland.simulator.control;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.RingDefect;
import io.headland.simulator.fielddata.Shapes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Changes the field data of one organization of any provider. Each change of a field or its
/// boundary updates the field's `lastModifiedTime`.
///
/// A method that is given the id of a record that does not exist throws [NoSuchElementException];
/// so does a method that requires an active boundary when the field has none.
public final class FieldDataControl {
  private final Supplier<FieldData> now;
  private final Consumer<UnaryOperator<FieldData>> change;
  private final InstantSource clock;
  private final NewRecords fresh;
  private final Listener listener;

  /// Called after each change.
  interface Listener {
    Listener UNKNOWN =
        new Listener() {
          @Override
          public void clientChanged(String clientId) {}

          @Override
          public void farmChanged(String farmId) {}

          @Override
          public void fieldChanged(String fieldId) {}

          @Override
          public void boundaryChanged(String fieldId, String boundaryId) {}
        };

    void clientChanged(String clientId);

    void farmChanged(String farmId);

    void fieldChanged(String fieldId);

    void boundaryChanged(String fieldId, String boundaryId);
  }

  FieldDataControl(
      Supplier<FieldData> now,
      Consumer<UnaryOperator<FieldData>> change,
      InstantSource clock,
      IdGenerator idGenerator,
      Listener listener) {
    this.now = now;
    this.change = change;
    this.clock = clock;
    this.fresh = new NewRecords(idGenerator);
    this.listener = listener;
  }

  /// Adds a field with a square boundary. The client and the farm are created if they do not exist.
  ///
  /// @return the id of the field
  public String addField(String clientName, String farmName, String fieldName) {
    String id = fresh.fieldId();
    FieldData before = now.get();
    change.accept(
        fieldData -> {
          FieldData withClient = fresh.withClient(fieldData, clientName);
          String clientId = withClient.findClientNamed(clientName).map(ClientRow::id).orElseThrow();
          FieldData withFarm = fresh.withFarm(withClient, clientId, farmName);
          String farmId = NewRecords.farmNamed(withFarm, clientId, farmName).orElseThrow();
          return withFarm.withField(farmId, fresh.field(id, fieldName, moment()));
        });
    sendEventsOfNewParents(before, field(id));
    sendEventsOfNew(id);
    return id;
  }

  private void sendEventsOfNewParents(FieldData before, FieldWithParents fieldWithParents) {
    if (before.findClient(fieldWithParents.client().id()).isEmpty()) {
      listener.clientChanged(fieldWithParents.client().id());
    }
    if (before.findFarm(fieldWithParents.farm().id()).isEmpty()) {
      listener.farmChanged(fieldWithParents.farm().id());
    }
  }

  /// Adds a field with a square boundary to a farm.
  ///
  /// @return the id of the field
  public String addFieldToFarm(String farmId, String fieldName) {
    require(now.get().findFarm(farmId), "farm", farmId);
    String id = fresh.fieldId();
    change.accept(fieldData -> fieldData.withField(farmId, fresh.field(id, fieldName, moment())));
    sendEventsOfNew(id);
    return id;
  }

  private void sendEventsOfNew(String fieldId) {
    listener.fieldChanged(fieldId);
    field(fieldId)
        .field()
        .findActiveBoundary()
        .ifPresent(drawn -> listener.boundaryChanged(fieldId, drawn.id()));
  }

  public void renameField(String fieldId, String name) {
    changeField(fieldId, field -> field.withName(name));
    listener.fieldChanged(fieldId);
  }

  public void renameClient(String clientId, String name) {
    require(now.get().findClient(clientId), "client", clientId);
    change.accept(fieldData -> fieldData.withClient(clientId, client -> client.withName(name)));
    listener.clientChanged(clientId);
  }

  public void renameFarm(String farmId, String name) {
    require(now.get().findFarm(farmId), "farm", farmId);
    change.accept(fieldData -> fieldData.withFarm(farmId, farm -> farm.withName(name)));
    listener.farmChanged(farmId);
  }

  /// Moves a field to another farm of the same organization.
  public void moveField(String fieldId, String farmId) {
    require(now.get().findField(fieldId), "field", fieldId);
    require(now.get().findFarm(farmId), "farm", farmId);
    change.accept(fieldData -> touched(fieldData.moved(fieldId, farmId), fieldId));
    listener.fieldChanged(fieldId);
  }

  /// Removes a field; its farm and client remain, even if empty.
  public void removeField(String fieldId) {
    require(now.get().findField(fieldId), "field", fieldId);
    change.accept(fieldData -> fieldData.withoutField(fieldId));
    listener.fieldChanged(fieldId);
  }

  /// Removes a field, its farm if that becomes empty, and the client if that becomes empty.
  public void removeFieldAndEmptyParents(String fieldId) {
    FieldWithParents fieldWithParents = require(now.get().findField(fieldId), "field", fieldId);
    String farmId = fieldWithParents.farm().id();
    String clientId = fieldWithParents.client().id();
    change.accept(fieldData -> fieldData.withoutFieldAndEmptyParents(fieldId));
    listener.fieldChanged(fieldId);
    if (now.get().findFarm(farmId).isEmpty()) {
      listener.farmChanged(farmId);
    }
    if (now.get().findClient(clientId).isEmpty()) {
      listener.clientChanged(clientId);
    }
  }

  public void archiveField(String fieldId) {
    changeField(fieldId, field -> field.archived(true));
    listener.fieldChanged(fieldId);
  }

  public void unarchiveField(String fieldId) {
    changeField(fieldId, field -> field.archived(false));
    listener.fieldChanged(fieldId);
  }

  /// Moves the active boundary by the given number of degrees; its id does not change.
  public void shiftBoundary(String fieldId, double lat, double lon) {
    reshape(fieldId, rings -> Shapes.shifted(rings, lat, lon));
  }

  /// Scales the active boundary about its centre; its id does not change.
  public void scaleBoundary(String fieldId, double factor) {
    reshape(fieldId, rings -> Shapes.scaled(rings, factor));
  }

  /// Replaces the rings of the active boundary; its id does not change.
  public void reshapeBoundary(String fieldId, List<Boundary.Ring> rings) {
    reshape(fieldId, _ -> rings);
  }

  /// Adds a hole, an interior ring, to the active boundary; its id does not change.
  public void addHole(String fieldId) {
    reshape(fieldId, Shapes::withHole);
  }

  /// Makes the active boundary invalid in the given way; its id does not change.
  public void invalidateBoundary(String fieldId, RingDefect defect) {
    reshape(fieldId, rings -> Shapes.invalid(rings, defect));
  }

  private void reshape(String fieldId, UnaryOperator<List<Boundary.Ring>> change) {
    FieldWithParents fieldWithParents = require(now.get().findField(fieldId), "field", fieldId);
    Boundary drawn =
        require(fieldWithParents.field().findActiveBoundary(), "active boundary of field", fieldId);
    changeField(
        fieldId,
        field ->
            field.withActiveBoundary(
                before ->
                    before.map(
                        b ->
                            b.withRings(
                                change.apply(b.rings()),
                                field.touched(moment()).lastModifiedTime()))));
    listener.boundaryChanged(fieldId, drawn.id());
  }

  /// Replaces the active boundary with a new one that has another id and is slightly larger;
  /// creates one when the field has none.
  ///
  /// @return the id of the new boundary
  public String replaceBoundary(String fieldId) {
    FieldWithParents fieldWithParents = require(now.get().findField(fieldId), "field", fieldId);
    return replaceBoundary(
        fieldId,
        fieldWithParents
            .field()
            .findActiveBoundary()
            .map(before -> Shapes.scaled(before.rings(), 1.1))
            .orElseGet(() -> Shapes.square(41, -93, 0.005)));
  }

  /// Replaces the active boundary, if there is one, with a new one that has another id.
  ///
  /// @return the id of the new boundary
  public String replaceBoundary(String fieldId, List<Boundary.Ring> rings) {
    Boundary drawn = fresh.boundary(rings, moment());
    changeField(fieldId, field -> field.withActiveBoundary(_ -> Optional.of(drawn)));
    listener.boundaryChanged(fieldId, drawn.id());
    return drawn.id();
  }

  /// Removes the active boundary, if there is one.
  public void removeBoundary(String fieldId) {
    Optional<Boundary> drawn =
        require(now.get().findField(fieldId), "field", fieldId).field().findActiveBoundary();
    changeField(fieldId, field -> field.withActiveBoundary(_ -> Optional.empty()));
    drawn.ifPresent(before -> listener.boundaryChanged(fieldId, before.id()));
  }

  /// The number of fields, including archived ones.
  public int fieldCount() {
    return now.get().countFields(ArchiveFilter.ALL);
  }

  /// Fields with their parents, in the order of the lists, including archived ones.
  public List<FieldWithParents> fields(int from, int to) {
    return now.get().fields(ArchiveFilter.ALL, from, to);
  }

  public FieldWithParents field(String fieldId) {
    return require(now.get().findField(fieldId), "field", fieldId);
  }

  public List<ClientRow> clients(int from, int to) {
    return now.get().clients(ArchiveFilter.ALL, from, to);
  }

  private void changeField(String fieldId, UnaryOperator<Field> edit) {
    require(now.get().findField(fieldId), "field", fieldId);
    change.accept(fieldData -> touched(fieldData.withField(fieldId, edit), fieldId));
  }

  private FieldData touched(FieldData fieldData, String fieldId) {
    return fieldData.withField(fieldId, field -> field.touched(moment()));
  }

  private Instant moment() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static <T> T require(Optional<T> found, String what, String id) {
    return found.orElseThrow(
        () -> new NoSuchElementException("there is no " + what + " '" + id + "'"));
  }
}
