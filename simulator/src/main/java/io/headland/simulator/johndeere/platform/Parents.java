package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.ClientRow;
import io.headland.simulator.fielddata.FarmRow;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the client and the farm that a body refers to by id or by name, and creates those that do
/// not exist.
record Parents(FieldDataEdit edit) {
  /// The name of a client or farm without one.
  private static final String UNNAMED = "---";

  /// The id of the client.
  String client(WriteBody named) {
    Optional<String> id = named.findId();
    Optional<String> name = named.findName(RecordKind.CLIENT);
    Optional<ClientRow> known = id.flatMap(edit.fieldData()::findClient);
    if (known.isPresent()) {
      requireName(RecordKind.CLIENT, id.get(), known.get().name(), name);
      return known.get().id();
    }
    if (name.isEmpty()) {
      throw RefusedException.invalid(RecordKind.CLIENT.idNotFound(), "clients", id.orElse(""));
    }
    Optional<String> sameName = edit.fieldData().findClientNamed(name.get()).map(ClientRow::id);
    if (sameName.isPresent() && id.isPresent()) {
      throw RefusedException.invalid(RecordKind.CLIENT.nameExists(), "clients", name.get());
    }
    return sameName.orElseGet(() -> newClient(id, name.get()));
  }

  private String newClient(Optional<String> chosen, String name) {
    chosen.ifPresent(id -> WriteBody.requireUuid(RecordKind.CLIENT, id));
    String id = chosen.orElseGet(() -> edit.newId("client"));
    edit.addClient(id, name);
    return id;
  }

  /// The id of the farm.
  ///
  /// @param before the present parents of the field; absent for a new field
  String farm(WriteBody field, Optional<FieldWithParents> before) {
    Optional<WriteBody> farm = field.findParent(RecordKind.FARM);
    Optional<WriteBody> client = field.findParent(RecordKind.CLIENT);
    requireDistinct(field, farm, client);
    Optional<FieldWithParents.FarmWithClient> known =
        farm.flatMap(WriteBody::findId).flatMap(edit.fieldData()::findFarm);
    if (known.isPresent()) {
      return knownFarm(known.get(), farm.get(), client);
    }
    if (farm.isEmpty() && client.isEmpty() && before.isPresent()) {
      return before.get().farm().id();
    }
    String clientId =
        client
            .map(this::client)
            .or(() -> before.map(fieldWithParents -> fieldWithParents.client().id()))
            .orElseGet(() -> client(named(UNNAMED)));
    WriteBody wanted =
        farm.orElseGet(
            () ->
                named(
                    before
                        .map(fieldWithParents -> fieldWithParents.farm().name())
                        .orElse(UNNAMED)));
    return farmOf(clientId, wanted);
  }

  private String knownFarm(
      FieldWithParents.FarmWithClient known, WriteBody farm, Optional<WriteBody> client) {
    String id = known.farm().id();
    requireName(RecordKind.FARM, id, known.farm().name(), farm.findName(RecordKind.FARM));
    if (client.isPresent() && !client(client.get()).equals(known.client().id())) {
      throw RefusedException.invalid("CFF_FARM_EXISTS_UNDER_DIFFERENT_CLIENT", "farms", id);
    }
    return id;
  }

  private String farmOf(String clientId, WriteBody farm) {
    Optional<String> chosen = farm.findId();
    String name =
        farm.findName(RecordKind.FARM)
            .orElseThrow(
                () ->
                    RefusedException.invalid(
                        RecordKind.FARM.idNotFound(), "farms", chosen.orElse("")));
    Optional<FarmRow> sameName =
        edit.findFarmNamed(clientId, name).map(FieldWithParents.FarmWithClient::farm);
    if (sameName.isPresent() && chosen.isPresent()) {
      throw RefusedException.invalid(RecordKind.FARM.nameExists(), "farms", name);
    }
    if (sameName.isPresent()) {
      return sameName.get().id();
    }
    chosen.ifPresent(id -> WriteBody.requireUuid(RecordKind.FARM, id));
    String id = chosen.orElseGet(() -> edit.newId("farm"));
    edit.addFarm(clientId, id, name);
    return id;
  }

  private static WriteBody named(String name) {
    return new WriteBody(Json.object().put("name", name));
  }

  private static void requireName(
      RecordKind kind, String id, String known, Optional<String> given) {
    if (given.isPresent() && !given.get().equals(known)) {
      throw RefusedException.invalid(kind.idConflict(), kind.word() + "s", id);
    }
  }

  private static void requireDistinct(
      WriteBody field, Optional<WriteBody> farm, Optional<WriteBody> client) {
    List<String> given =
        Stream.of(
                field.findId(), farm.flatMap(WriteBody::findId), client.flatMap(WriteBody::findId))
            .flatMap(Optional::stream)
            .toList();
    if (Set.copyOf(given).size() < given.size()) {
      throw RefusedException.invalid("CFF_DUPLICATE_GUID_WITHIN_DOCUMENT", "id", "");
    }
  }
}
