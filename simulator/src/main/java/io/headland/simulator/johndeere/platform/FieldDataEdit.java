package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.fielddata.IdGenerator;
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
  private FieldData fieldData;

  FieldDataEdit(FieldData fieldData, IdGenerator idGenerator, Instant now) {
    this.fieldData = fieldData;
    this.idGenerator = idGenerator;
    this.now = now;
  }

  FieldData fieldData() {
    return fieldData;
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
    return fieldData.findClient(id).orElseThrow(RefusedException::notFound);
  }

  FieldWithParents.FarmWithClient farm(String id) {
    return fieldData.findFarm(id).orElseThrow(RefusedException::notFound);
  }

  FieldWithParents field(String id) {
    return fieldData.findField(id).orElseThrow(RefusedException::notFound);
  }

  Optional<FieldWithParents.FarmWithClient> findFarmNamed(String clientId, String name) {
    return fieldData.farmsOf(clientId).stream()
        .filter(farmWithClient -> farmWithClient.farm().name().equals(name))
        .findFirst();
  }

  void addClient(String id, String name) {
    fieldData = fieldData.withClient(id, name);
    changes.add(new Change.ClientChange(id));
  }

  void addFarm(String clientId, String id, String name) {
    fieldData = fieldData.withFarm(clientId, id, name);
    changes.add(new Change.FarmChange(id));
  }

  void addField(String farmId, Field field) {
    fieldData = fieldData.withField(farmId, field);
    changes.add(new Change.FieldChange(field.id()));
  }

  void changeClient(String id, UnaryOperator<ClientRow> change) {
    fieldData = fieldData.withClient(id, change);
    changes.add(new Change.ClientChange(id));
  }

  void changeFarm(String id, UnaryOperator<FieldData> change) {
    fieldData = change.apply(fieldData);
    changes.add(new Change.FarmChange(id));
  }

  void changeField(String id, UnaryOperator<Field> change) {
    fieldData = fieldData.withField(id, field -> change.apply(field).touched(now));
    changes.add(new Change.FieldChange(id));
  }

  void moveField(String fieldId, String farmId) {
    fieldData = fieldData.moved(fieldId, farmId);
  }

  /// Replaces the boundaries of a field. The field is modified as well (inferred).
  void changeBoundaries(String fieldId, String boundaryId, List<Boundary> boundaries) {
    fieldData =
        fieldData.withField(fieldId, field -> field.withBoundaries(boundaries).touched(now));
    changes.add(new Change.BoundaryChange(fieldId, boundaryId));
  }

  /// Deletes a field, and its farm and client if these become empty.
  void removeField(String id) {
    FieldWithParents fieldWithParents = field(id);
    fieldData = fieldData.withoutFieldAndEmptyParents(id);
    changes.add(new Change.FieldChange(id));
    if (fieldData.findFarm(fieldWithParents.farm().id()).isEmpty()) {
      changes.add(new Change.FarmChange(fieldWithParents.farm().id()));
    }
    if (fieldData.findClient(fieldWithParents.client().id()).isEmpty()) {
      changes.add(new Change.ClientChange(fieldWithParents.client().id()));
    }
  }

  /// Deletes a farm with its fields; the client remains.
  void removeFarm(String id) {
    for (FieldWithParents fieldWithParents : fieldData.fieldsOfFarm(id)) {
      fieldData = fieldData.withoutField(fieldWithParents.field().id());
      changes.add(new Change.FieldChange(fieldWithParents.field().id()));
    }
    fieldData = fieldData.withoutFarm(id);
    changes.add(new Change.FarmChange(id));
  }

  /// Deletes a client with its farms and their fields.
  void removeClient(String id) {
    fieldData.farmsOf(id).forEach(farmWithClient -> removeFarm(farmWithClient.farm().id()));
    fieldData = fieldData.withoutClient(id);
    changes.add(new Change.ClientChange(id));
  }
}
