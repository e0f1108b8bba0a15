package io.headland.server.api.field;

import io.headland.server.core.field.BoundaryRepair;
import io.headland.server.core.field.BoundaryStore;
import io.headland.server.core.field.CreatedFieldStore;
import io.headland.server.core.field.FieldChange;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.NewField;
import io.headland.server.core.field.ParentChange;
import io.headland.server.core.field.WriteOutcome;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.ByteBudget;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Creating, changing and deleting fields and their boundaries. Only fields that were created
/// through the API can be changed.
public final class FieldWriteResource {
  private static final String OBJECT = "field";

  /// The geometry came with the request, whose body is bounded.
  private static final ByteBudget OF_THE_REQUEST = _ -> {};

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

  private Answer create(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noUser);
    FieldDataRequest request = new FieldDataRequest(OBJECT, call.body());
    Optional<UUID> givenId = request.id();
    Optional<String> name = request.name("name");
    Optional<Long> farmId = request.parent("farmId");
    request.refuseInvalid();
    NewField field =
        new NewField(
            givenId, name.orElse(""), farmId, request.shape(repair.isOnFor(owner, leafUser)));
    CreatedFieldStore.Written written = created.create(owner, leafUser, field, clock.instant());
    FieldDataProblems.refuse(written.outcome(), OBJECT);
    String path = FieldPath.ROOT + "/users/" + leafUser + "/fields/" + written.id();
    return Answer.created(path, view(owner, leafUser, written.id(), OF_THE_REQUEST));
  }

  private Answer update(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noField);
    FieldDataRequest request = new FieldDataRequest(OBJECT, call.body());
    Optional<String> name = request.name("name");
    ParentChange farm = request.parentChange("farmId");
    request.refuseInvalid();
    Optional<BoundaryShape> shape =
        request.hasGeometry()
            ? Optional.of(request.shape(repair.isOnFor(owner, leafUser)))
            : Optional.empty();
    WriteOutcome outcome =
        created.update(owner, leafUser, id, new FieldChange(name, farm, shape), clock.instant());
    FieldDataProblems.refuse(outcome, OBJECT);
    return Answer.ok(view(owner, leafUser, id, FieldPath.budgetOfOne(call)));
  }

  private Answer delete(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noField);
    FieldDataProblems.refuse(created.delete(owner, leafUser, id, clock.instant()), OBJECT);
    return Answer.noContent();
  }

  private Answer putBoundary(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noField);
    FieldDataRequest request = new FieldDataRequest("boundary", call.body());
    BoundaryShape shape = request.shape(repair.isOnFor(owner, leafUser));
    CreatedFieldStore.Written written =
        created.putBoundary(owner, leafUser, id, shape, clock.instant());
    FieldDataProblems.refuse(written.outcome(), OBJECT);
    return boundaries
        .find(owner, leafUser, id, written.id(), OF_THE_REQUEST)
        .map(boundary -> Answer.ok(BoundaryView.of(boundary)))
        .orElseThrow(FieldDataProblems::noField);
  }

  /// The field as it is stored now; another request may have deleted it meanwhile.
  private FieldView view(ApiOwnerId owner, LeafUserId leafUser, UUID id, ByteBudget budget) {
    return fields
        .find(owner, leafUser, id, budget)
        .map(FieldView::of)
        .orElseThrow(FieldDataProblems::noField);
  }
}
