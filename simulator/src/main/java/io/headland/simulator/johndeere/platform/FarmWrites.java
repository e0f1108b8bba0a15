package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.Switches;
import java.util.Optional;

/// Creates, updates and deletes farms. The name of a farm is unique under its client.
final class FarmWrites {
  private static final String FARMS = "organizations/{orgId}/farms";

  private final FieldDataWriter writer;

  FarmWrites(FieldDataWriter writer) {
    this.writer = writer;
  }

  void addTo(Routes<Route> routes) {
    String one = FARMS + "/{farmId}";
    routes
        .on("POST", FARMS, writer.route(OrganizationRels.FARMS, FarmWrites::create))
        .on("PUT", one, writer.route(OrganizationRels.FARMS, FarmWrites::update))
        .on("DELETE", one, writer.route(OrganizationRels.FARMS, FarmWrites::delete));
  }

  private static Response create(Call call, FieldDataEdit edit) {
    WriteBody body = WriteBody.of(call);
    String name = body.name(RecordKind.FARM);
    WriteBody parent =
        body.findParent(RecordKind.CLIENT)
            .orElseThrow(
                () -> RefusedException.invalid(RecordKind.CLIENT.idNotFound(), "links", ""));
    String clientId = new Parents(edit).client(parent);
    requireFreeName(edit, clientId, name);
    Optional<String> chosen = body.findNewId(RecordKind.FARM);
    chosen
        .filter(id -> edit.fieldData().findFarm(id).isPresent())
        .ifPresent(
            id -> {
              throw RefusedException.invalid(RecordKind.FARM.idExists(), "id", id);
            });
    String id = chosen.orElseGet(() -> edit.newId("farm"));
    edit.addFarm(clientId, id, name);
    return FieldDataWriter.created(call, 201, "/farms/" + id);
  }

  private static Response update(Call call, FieldDataEdit edit) {
    String id = call.variable("farmId");
    FieldWithParents.FarmWithClient before = edit.farm(id);
    WriteBody body = WriteBody.of(call);
    String name = body.findName(RecordKind.FARM).orElse(before.farm().name());
    String clientId =
        body.findParent(RecordKind.CLIENT)
            .map(new Parents(edit)::client)
            .orElse(before.client().id());
    boolean moved = !clientId.equals(before.client().id());
    if (moved || !name.equals(before.farm().name())) {
      requireFreeName(edit, clientId, name);
    }
    Optional<Boolean> archived = body.findFlag("archived");
    edit.changeFarm(
        id,
        fieldData -> {
          FieldData there = moved ? fieldData.farmMoved(id, clientId) : fieldData;
          return there.withFarm(
              id, farm -> farm.withName(name).archived(archived.orElse(farm.archived())));
        });
    return FieldDataWriter.done(call, 204);
  }

  private static Response delete(Call call, FieldDataEdit edit) {
    String id = call.variable("farmId");
    String name = edit.farm(id).farm().name();
    boolean refuse = call.now().switches().parentDeletion() == Switches.ParentDeletion.REFUSE;
    if (refuse && !edit.fieldData().fieldsOfFarm(id).isEmpty()) {
      throw RefusedException.rule("id", name, "The farm still has fields.");
    }
    edit.removeFarm(id);
    return FieldDataWriter.done(call, 204);
  }

  private static void requireFreeName(FieldDataEdit edit, String clientId, String name) {
    if (edit.findFarmNamed(clientId, name).isPresent()) {
      throw RefusedException.invalid(RecordKind.FARM.nameExists(), "name", name);
    }
  }
}
