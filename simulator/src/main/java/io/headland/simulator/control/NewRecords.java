package io.headland.simulator.control;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.Shapes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Creates records that are added to a running world.
record NewRecords(IdGenerator idGenerator) {
  String fieldId() {
    return idGenerator.nextUuid("field").toString();
  }

  /// A field with a square boundary that does not overlap others.
  Field field(String id, String name, Instant at) {
    int place = Math.floorMod(id.hashCode(), 4_000);
    double lat = 40 + place % 63 / 100.0;
    double lon = -94 + Math.floorDiv(place, 63) / 100.0;
    List<Boundary> boundaries = List.of(boundary(Shapes.square(lat, lon, 0.005), at));
    return new Field(id, name, false, at, boundaries);
  }

  Boundary boundary(List<Boundary.Ring> rings, Instant at) {
    String id = idGenerator.nextUuid("boundary").toString();
    return new Boundary(id, "Boundary", "HandDrawn", true, false, false, at, at, rings);
  }

  FieldData withClient(FieldData fieldData, String name) {
    return fieldData.findClientNamed(name).isPresent()
        ? fieldData
        : fieldData.withClient(idGenerator.nextUuid("client").toString(), name);
  }

  FieldData withFarm(FieldData fieldData, String clientId, String name) {
    return farmNamed(fieldData, clientId, name).isPresent()
        ? fieldData
        : fieldData.withFarm(clientId, idGenerator.nextUuid("farm").toString(), name);
  }

  static Optional<String> farmNamed(FieldData fieldData, String clientId, String name) {
    return fieldData.farmsOf(clientId).stream()
        .filter(farmed -> farmed.farm().name().equals(name))
        .map(farmed -> farmed.farm().id())
        .findFirst();
  }
}
