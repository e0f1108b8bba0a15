package io.headland.server.api.field;

import io.headland.server.core.field.BoundaryRepair;
import io.headland.server.core.field.BoundaryStore;
import io.headland.server.core.field.CreatedFieldStore;
import io.headland.server.core.field.CreatedFieldStore.FieldChange;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.NewField;
import io.headland.server.core.field.ParentChange;
import io.headland.server.core.field.WriteOutcome;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Creates, changes and deletes fields and their boundaries. Only fields that were created through
/// the API can be changed.
public final class FieldWriteResource {
  private static final String OBJECT = "field";

  private final FieldStore fields;
  private final BoundaryStore boundaries;
  private final CreatedFieldStore created;
  private final BoundaryRepair repair;
  private final InstantSource clock;

  public FieldWriteResource(
      FieldStore fields,
      BoundaryStore boundaries,
      CreatedFieldStore created,
      BoundaryRepair repair,
      InstantSource clock) {
    this.fields = fields;
    this.boundaries = boundaries;
    this.created = created;
    this.repair = repair;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", FieldPath.FIELDS, this::create)
        .owned("PATCH", FieldPath.FIELD, this::update)
        .owned("DELETE", FieldPath.FIELD, this::delete)
        .owned("PUT", FieldPath.FIELD + "/boundary", this::putBoundary);
  }

  private Response create(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    FieldDataRequest body = new FieldDataRequest(OBJECT, request.body());
    Optional<UUID> givenId = body.id();
    Optional<String> name = body.name("name");
    Optional<Long> farmId = body.parent("farmId");
    body.refuseInvalid();
    NewField field =
        new NewField(givenId, name.orElse(""), farmId, body.shape(repair.isOnFor(owner, leafUser)));
    CreatedFieldStore.Written written = created.create(owner, leafUser, field, clock.instant());
    FieldDataProblems.refuse(written.outcome(), OBJECT);
    String path = FieldPath.ROOT + "/users/" + leafUser + "/fields/" + written.id();
    return Response.created(path, view(owner, leafUser, written.id()));
  }

  private Response update(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    FieldDataRequest body = new FieldDataRequest(OBJECT, request.body());
    Optional<String> name = body.name("name");
    ParentChange farm = body.parentChange("farmId");
    body.refuseInvalid();
    Optional<BoundaryShape> shape =
        body.hasGeometry()
            ? Optional.of(body.shape(repair.isOnFor(owner, leafUser)))
            : Optional.empty();
    if (shape.isEmpty()) {
      fields.reserve(owner, leafUser, id, FieldPath.budgetOfOne(request));
    }
    WriteOutcome outcome =
        created.update(owner, leafUser, id, new FieldChange(name, farm, shape), clock.instant());
    FieldDataProblems.refuse(outcome, OBJECT);
    return Response.ok(view(owner, leafUser, id));
  }

  private Response delete(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    FieldDataProblems.refuse(created.delete(owner, leafUser, id, clock.instant()), OBJECT);
    return Response.noContent();
  }

  private Response putBoundary(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    FieldDataRequest body = new FieldDataRequest("boundary", request.body());
    BoundaryShape shape = body.shape(repair.isOnFor(owner, leafUser));
    CreatedFieldStore.Written written =
        created.putBoundary(owner, leafUser, id, shape, clock.instant());
    FieldDataProblems.refuse(written.outcome(), OBJECT);
    return boundaries
        .find(owner, leafUser, id, written.id(), FieldPath.RESERVED)
        .map(boundary -> Response.ok(BoundaryView.of(boundary)))
        .orElseThrow(FieldDataProblems::noField);
  }

  /// The field as it is stored now; another request may have deleted it meanwhile.
  private FieldView view(ApiOwnerId owner, LeafUserId leafUser, UUID id) {
    return fields
        .find(owner, leafUser, id, FieldPath.RESERVED)
        .map(FieldView::of)
        .orElseThrow(FieldDataProblems::noField);
  }
}
