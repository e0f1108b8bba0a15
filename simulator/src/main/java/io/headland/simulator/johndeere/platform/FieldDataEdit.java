package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.Spot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One write to the field data of an organization: the resulting field data, and the events to
/// send. Methods that are given the id of a record throw [RefusedException] with 404 when it does
/// not exist.
final class FieldDataEdit {
  /// A record that was created, changed or deleted.
  sealed interface Change {
    record ClientChange(String clientId) implements Change {}

    record FarmChange(String farmId) implements Change {}

    record FieldChange(String fieldId) implements Change {}

    record BoundaryChange(String fieldId, String boundaryId) implements Change {}
  }

  private final IdGenerator idGenerator;
  private final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private FieldData land;

  FieldDataEdit(FieldData land, IdGenerator idGenerator, Instant now) {
    this.land = land;
    this.idGenerator = idGenerator;
    this.now = now;
  }

  FieldData land() {
    return land;
  }

  Instant now() {
    return now;
  }

  List<Change> changes() {
    return changes;
  }

  String newId(String kind) {
    return idGenerator.nextUuid(kind).toString();
  }

  ClientRow client(String id) {
    return land.findClient(id).orElseThrow(RefusedException::notFound);
  }

  Spot.Farmed farm(String id) {
    return land.findFarm(id).orElseThrow(RefusedException::notFound);
  }

  Spot field(String id) {
    return land.findField(id).orElseThrow(RefusedException::notFound);
  }

  Optional<Spot.Farmed> findFarmNamed(String clientId, String name) {
    return land.farmsOf(clientId).stream()
        .filter(farmed -> farmed.farm().name().equals(name))
        .findFirst();
  }

  void addClient(String id, String name) {
    land = land.withClient(id, name);
    changes.add(new Change.ClientChange(id));
  }

  void addFarm(String clientId, String id, String name) {
    land = land.withFarm(clientId, id, name);
    changes.add(new Change.FarmChange(id));
  }

  void addField(String farmId, Field field) {
    land = land.withField(farmId, field);
    changes.add(new Change.FieldChange(field.id()));
  }

  void changeClient(String id, UnaryOperator<ClientRow> change) {
    land = land.withClient(id, change);
    changes.add(new Change.ClientChange(id));
  }

  void changeFarm(String id, UnaryOperator<FieldData> change) {
    land = change.apply(land);
    changes.add(new Change.FarmChange(id));
  }

  void changeField(String id, UnaryOperator<Field> change) {
    land = land.withField(id, field -> change.apply(field).touched(now));
    changes.add(new Change.FieldChange(id));
  }

  void moveField(String fieldId, String farmId) {
    land = land.moved(fieldId, farmId);
  }

  /// Replaces the boundaries of a field. The field is modified as well (inferred).
  void changeBoundaries(String fieldId, String boundaryId, List<Boundary> boundaries) {
    land = land.withField(fieldId, field -> field.withBoundaries(boundaries).touched(now));
    changes.add(new Change.BoundaryChange(fieldId, boundaryId));
  }

  /// Deletes a field, and its farm and client if these become empty.
  void removeField(String id) {
    Spot spot = field(id);
    land = land.withoutFieldAndEmptyParents(id);
    changes.add(new Change.FieldChange(id));
    if (land.findFarm(spot.farm().id()).isEmpty()) {
      changes.add(new Change.FarmChange(spot.farm().id()));
    }
    if (land.findClient(spot.client().id()).isEmpty()) {
      changes.add(new Change.ClientChange(spot.client().id()));
    }
  }

  /// Deletes a farm with its fields; the client remains.
  void removeFarm(String id) {
    for (Spot spot : land.fieldsOfFarm(id)) {
      land = land.withoutField(spot.field().id());
      changes.add(new Change.FieldChange(spot.field().id()));
    }
    land = land.withoutFarm(id);
    changes.add(new Change.FarmChange(id));
  }

  /// Deletes a client with its farms and their fields.
  void removeClient(String id) {
    land.farmsOf(id).forEach(farmed -> removeFarm(farmed.farm().id()));
    land = land.withoutClient(id);
    changes.add(new Change.ClientChange(id));
  }
}
