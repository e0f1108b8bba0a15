package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import java.util.List;
import java.util.Optional;

/// Creates, updates and deletes fields. The name of a field is unique in its farm.
final class FieldWrites {
  private static final String FIELDS = "organizations/{orgId}/fields";

  private final FieldDataWriter writer;

  FieldWrites(FieldDataWriter writer) {
    this.writer = writer;
  }

  void addTo(Routes<Route> routes) {
    String one = FIELDS + "/{fieldId}";
    routes
        .on("POST", FIELDS, writer.route(OrganizationRels.ADD_FIELD, FieldWrites::create))
        .on("PUT", one, writer.route(OrganizationRels.FIELDS, FieldWrites::update))
        .on("DELETE", one, writer.route(OrganizationRels.FIELDS, FieldWrites::delete));
  }

  /// A new field is never archived, regardless of the body.
  private static Response create(Call call, FieldDataEdit edit) {
    WriteBody body = WriteBody.of(call);
    String name = body.name(RecordKind.FIELD);
    Optional<String> chosen = body.findNewId(RecordKind.FIELD);
    chosen
        .filter(id -> edit.fieldData().findField(id).isPresent())
        .ifPresent(
            id -> {
              throw RefusedException.invalid(RecordKind.FIELD.idExists(), "id", id);
            });
    String farmId = new Parents(edit).farm(body, Optional.empty());
    requireFreeName(edit, farmId, name);
    String id = chosen.orElseGet(() -> edit.newId("field"));
    edit.addField(farmId, new Field(id, name, false, edit.now(), List.of()));
    return FieldDataWriter.created(call, 201, "/fields/" + id);
  }

  private static Response update(Call call, FieldDataEdit edit) {
    String id = call.variable("fieldId");
    FieldWithParents before = edit.field(id);
    WriteBody body = WriteBody.of(call);
    String name = body.findName(RecordKind.FIELD).orElse(before.field().name());
    String farmId = new Parents(edit).farm(body, Optional.of(before));
    boolean moved = !farmId.equals(before.farm().id());
    if (moved || !name.equals(before.field().name())) {
      requireFreeName(edit, farmId, name);
    }
    Optional<Boolean> archived = body.findFlag("archived");
    if (moved) {
      edit.moveField(id, farmId);
    }
    edit.changeField(id, field -> field.withName(name).archived(archived.orElse(field.archived())));
    return FieldDataWriter.done(call, 204);
  }

  private static Response delete(Call call, FieldDataEdit edit) {
    edit.removeField(call.variable("fieldId"));
    return FieldDataWriter.done(call, 204);
  }

  private static void requireFreeName(FieldDataEdit edit, String farmId, String name) {
    edit.fieldData().fieldsOfFarm(farmId).stream()
        .map(FieldWithParents::field)
        .filter(field -> field.name().equals(name))
        .findFirst()
        .ifPresent(
            field -> {
              throw RefusedException.invalid(
                  field.archived() ? "CFF_ALREADY_EXISTS_ARCHIVED" : RecordKind.FIELD.nameExists(),
                  "name",
                  name);
            });
  }
}
