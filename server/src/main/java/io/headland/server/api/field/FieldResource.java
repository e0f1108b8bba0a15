package io.headland.server.api.field;

import io.headland.server.core.field.Boundary;
import io.headland.server.core.field.BoundaryStore;
import io.headland.server.core.field.EarlierGeometryStore;
import io.headland.server.core.field.Field;
import io.headland.server.core.field.FieldStore;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.util.Optional;
import java.util.UUID;

/// Fields and their boundaries, read.
public final class FieldResource {
  private static final String EARLIER_GEOMETRIES =
      "/services/headland/api/users/{leafUserId}/fields/{fieldId}/boundaries/{boundaryId}"
          + "/earlierGeometries";

  private static final String FIELD = "field";
  private static final String ONE_BY_ONE =
      "request each boundary by its id, which the field lists in boundaries";

  private final FieldStore fields;
  private final BoundaryStore boundaries;
  private final EarlierGeometryStore earlierGeometries;

  public FieldResource(
      FieldStore fields, BoundaryStore boundaries, EarlierGeometryStore earlierGeometries) {
    this.fields = fields;
    this.boundaries = boundaries;
    this.earlierGeometries = earlierGeometries;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", FieldPath.ROOT + "/fields", this::list)
        .owned("GET", FieldPath.FIELDS, this::listOfUser)
        .owned("GET", FieldPath.FIELD, this::get)
        .owned("GET", FieldPath.FIELD + "/boundaries", this::listBoundaries)
        .owned("GET", FieldPath.FIELD + "/boundaries/{boundaryId}", this::getBoundary)
        .owned("GET", FieldPath.FIELD + "/boundary", this::getActiveBoundary)
        .owned("GET", EARLIER_GEOMETRIES, this::listEarlierGeometries);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    return answer(
        call,
        request,
        fields.list(
            owner,
            FieldDataFilters.fields(call, FieldDataFilters.accounts(call)),
            request,
            call.responseBudget(FIELD, request)));
  }

  private Answer listOfUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noUser);
    PageRequest request = Pages.requested(call);
    Page<Field> page =
        fields.list(
            owner,
            FieldDataFilters.fields(call, FieldDataFilters.accounts(call, leafUser)),
            request,
            call.responseBudget(FIELD, request));
    if (page.total() == 0 && !fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return answer(call, request, page);
  }

  private static Answer answer(Call call, PageRequest request, Page<Field> page) {
    return Pages.answer(call, request, page.map(FieldView::of));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noField);
    return fields
        .find(owner, leafUser, id, FieldPath.budgetOfOne(call))
        .map(field -> Answer.ok(FieldView.of(field)))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Answer listBoundaries(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noField);
    return boundaries
        .list(owner, leafUser, id, call.responseBudget(FIELD, ONE_BY_ONE))
        .map(found -> Answer.ok(found.stream().map(BoundaryView::of).toList()))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Answer getBoundary(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(call, "fieldId", FieldDataProblems::noBoundary);
    UUID id = FieldPath.uuid(call, "boundaryId", FieldDataProblems::noBoundary);
    return answer(boundaries.find(owner, leafUser, field, id, FieldPath.budgetOfOne(call)));
  }

  private Answer listEarlierGeometries(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(call, "fieldId", FieldDataProblems::noBoundary);
    UUID boundary = FieldPath.uuid(call, "boundaryId", FieldDataProblems::noBoundary);
    PageRequest request = Pages.requestedSize(call, EarlierGeometryStore.MOST_LISTED);
    return earlierGeometries
        .list(owner, leafUser, field, boundary, request.size(), call.responseBudget(FIELD, request))
        .map(found -> Answer.ok(found.stream().map(EarlierGeometryView::of).toList()))
        .orElseThrow(FieldDataProblems::noBoundary);
  }

  private Answer getActiveBoundary(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(call, "fieldId", FieldDataProblems::noBoundary);
    return answer(boundaries.findActive(owner, leafUser, field, FieldPath.budgetOfOne(call)));
  }

  private static Answer answer(Optional<Boundary> boundary) {
    return boundary
        .map(found -> Answer.ok(BoundaryView.of(found)))
        .orElseThrow(FieldDataProblems::noBoundary);
  }
}
