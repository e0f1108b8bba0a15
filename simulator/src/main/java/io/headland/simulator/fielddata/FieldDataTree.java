package io.headland.simulator.fielddata;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The parents of each record. A record is searched under its initial and its later parents, and
/// counted under the present one.
record FieldDataTree(
    Table<ClientRow> clients,
    Table<FarmRow> farms,
    Table<FieldRow> fields,
    AddedRecords addedRecords) {
  private IntStream farmSlots(int client) {
    return clients.find(client).stream()
        .flatMapToInt(row -> IntStream.concat(row.farms().slots(), addedRecords.farmsOf(client)))
        .distinct()
        .filter(slot -> farms.find(slot).map(row -> row.client() == client).orElse(false));
  }

  Stream<FarmRow> farms(int client) {
    return farmSlots(client).mapToObj(farms::find).flatMap(Optional::stream);
  }

  Stream<FieldRow> fields(int farm) {
    return farms.find(farm).stream()
        .flatMapToInt(row -> IntStream.concat(row.fields().slots(), addedRecords.fieldsOf(farm)))
        .distinct()
        .mapToObj(fields::find)
        .flatMap(Optional::stream)
        .filter(row -> row.farm() == farm);
  }

  Stream<FieldRow> fieldsOfClient(int client) {
    return farmSlots(client).boxed().flatMap(this::fields);
  }

  List<Client> nested() {
    return IntStream.range(0, clients.nextSlot())
        .mapToObj(slot -> clients.find(slot).map(row -> nested(slot, row)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Client nested(int client, ClientRow row) {
    List<Farm> own =
        farmSlots(client)
            .mapToObj(slot -> farms.find(slot).map(farm -> nested(slot, farm)))
            .flatMap(Optional::stream)
            .toList();
    return new Client(row.id(), row.name(), row.archived(), own);
  }

  private Farm nested(int farm, FarmRow row) {
    return new Farm(
        row.id(), row.name(), row.archived(), fields(farm).map(FieldRow::field).toList());
  }
}
