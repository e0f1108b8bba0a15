package io.headland.server.api.field;

import io.headland.server.core.field.Boundary;
import io.headland.server.core.field.BoundaryStore;
import io.headland.server.core.field.EarlierGeometryStore;
import io.headland.server.core.field.Field;
import io.headland.server.core.field.FieldStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.util.Optional;
import java.util.UUID;

/// Reads fields and their boundaries.
public final class FieldResource {
  private static final String EARLIER_GEOMETRIES =
      "/services/headland/api/users/{leafUserId}/fields/{fieldId}/boundaries/{boundaryId}"
          + "/earlierGeometries";

  private static final String FIELD = "field";
  private static final String ONE_BY_ONE =
      "request each boundary by its id in the field's boundaries";

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

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    return respond(
        request,
        pageRequest,
        fields.list(
            owner,
            FieldDataFilters.fields(request, FieldDataFilters.accounts(request)),
            pageRequest,
            request.responseBudget(FIELD, pageRequest)));
  }

  private Response listOfUser(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    PageRequest pageRequest = Pages.requested(request);
    Page<Field> page =
        fields.list(
            owner,
            FieldDataFilters.fields(request, FieldDataFilters.accounts(request, leafUser)),
            pageRequest,
            request.responseBudget(FIELD, pageRequest));
    if (page.total() == 0 && !fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    return respond(request, pageRequest, page);
  }

  private static Response respond(Request request, PageRequest pageRequest, Page<Field> page) {
    return Pages.response(request, pageRequest, page.map(FieldView::of));
  }

  private Response get(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    return fields
        .find(owner, leafUser, id, FieldPath.budgetOfOne(request))
        .map(field -> Response.ok(FieldView.of(field)))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Response listBoundaries(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    return boundaries
        .list(owner, leafUser, id, request.responseBudget(FIELD, ONE_BY_ONE))
        .map(found -> Response.ok(found.stream().map(BoundaryView::of).toList()))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Response getBoundary(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(request, "fieldId", FieldDataProblems::noBoundary);
    UUID id = FieldPath.uuid(request, "boundaryId", FieldDataProblems::noBoundary);
    return respond(boundaries.find(owner, leafUser, field, id, FieldPath.budgetOfOne(request)));
  }

  private Response listEarlierGeometries(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(request, "fieldId", FieldDataProblems::noBoundary);
    UUID boundary = FieldPath.uuid(request, "boundaryId", FieldDataProblems::noBoundary);
    PageRequest pageRequest = Pages.requestedSize(request, EarlierGeometryStore.MAX_LISTED);
    return earlierGeometries
        .list(
            owner,
            leafUser,
            field,
            boundary,
            pageRequest.size(),
            request.responseBudget(FIELD, pageRequest))
        .map(found -> Response.ok(found.stream().map(EarlierGeometryView::of).toList()))
        .orElseThrow(FieldDataProblems::noBoundary);
  }

  private Response getActiveBoundary(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(request, "fieldId", FieldDataProblems::noBoundary);
    return respond(boundaries.findActive(owner, leafUser, field, FieldPath.budgetOfOne(request)));
  }

  private static Response respond(Optional<Boundary> boundary) {
    return boundary
        .map(found -> Response.ok(BoundaryView.of(found)))
        .orElseThrow(FieldDataProblems::noBoundary);
  }
}
