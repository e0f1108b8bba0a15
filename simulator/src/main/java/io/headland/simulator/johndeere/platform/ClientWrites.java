package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.world.Switches;
import java.util.Optional;

/// Creates, updates and deletes clients. The name of a client is unique in its organization.
final class ClientWrites {
  private static final String CLIENTS = "organizations/{orgId}/clients";

  private final FieldDataWriter writer;

  ClientWrites(FieldDataWriter writer) {
    this.writer = writer;
  }

  void addTo(Routes<Route> routes) {
    String one = CLIENTS + "/{clientId}";
    routes
        .on("POST", CLIENTS, writer.route(OrganizationRels.CLIENTS, ClientWrites::create))
        .on("PUT", one, writer.route(OrganizationRels.CLIENTS, ClientWrites::update))
        .on("DELETE", one, writer.route(OrganizationRels.CLIENTS, ClientWrites::delete));
  }

  private static Response create(Call call, FieldDataEdit edit) {
    WriteBody body = WriteBody.of(call);
    String name = body.name(RecordKind.CLIENT);
    requireFreeName(edit, name);
    Optional<String> chosen = body.findNewId(RecordKind.CLIENT);
    chosen
        .filter(id -> edit.fieldData().findClient(id).isPresent())
        .ifPresent(
            id -> {
              throw RefusedException.invalid(RecordKind.CLIENT.idExists(), "id", id);
            });
    String id = chosen.orElseGet(() -> edit.newId("client"));
    edit.addClient(id, name);
    return FieldDataWriter.created(call, 200, "/clients/" + id);
  }

  private static Response update(Call call, FieldDataEdit edit) {
    String id = call.variable("clientId");
    String before = edit.client(id).name();
    WriteBody body = WriteBody.of(call);
    String name = body.findName(RecordKind.CLIENT).orElse(before);
    if (!name.equals(before)) {
      requireFreeName(edit, name);
    }
    Optional<Boolean> archived = body.findFlag("archived");
    edit.changeClient(
        id, client -> client.withName(name).archived(archived.orElse(client.archived())));
    return FieldDataWriter.done(call, 204);
  }

  private static Response delete(Call call, FieldDataEdit edit) {
    String id = call.variable("clientId");
    String name = edit.client(id).name();
    boolean refuse = call.now().switches().parentDeletion() == Switches.ParentDeletion.REFUSE;
    if (refuse && !edit.fieldData().farmsOf(id).isEmpty()) {
      throw RefusedException.rule("id", name, "The client still has farms.");
    }
    edit.removeClient(id);
    return FieldDataWriter.done(call, 204);
  }

  private static void requireFreeName(FieldDataEdit edit, String name) {
    if (edit.fieldData().findClientNamed(name).isPresent()) {
      throw RefusedException.invalid(RecordKind.CLIENT.nameExists(), "name", name);
    }
  }
}
