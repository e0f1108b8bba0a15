package io.headland.server.api.field;

import io.headland.server.core.field.Boundary;
import io.headland.server.core.field.BoundaryStatus;
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
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// Fields and their boundaries, read.
public final class FieldResource {
  private static final String EARLIER_GEOMETRIES =
      "/services/headland/api/users/{leafUserId}/fields/{fieldId}/boundaries/{boundaryId}"
          + "/earlierGeometries";

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
            owner, FieldDataFilters.fields(call, FieldDataFilters.accounts(call)), request));
  }

  private Answer listOfUser(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noUser);
    PageRequest request = Pages.requested(call);
    Page<Field> page =
        fields.list(
            owner,
            FieldDataFilters.fields(call, FieldDataFilters.accounts(call, leafUser)),
            request);
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
        .find(owner, leafUser, id)
        .map(field -> Answer.ok(FieldView.of(field)))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Answer listBoundaries(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noField);
    return boundaries
        .list(owner, leafUser, id)
        .map(found -> Answer.ok(found.stream().map(BoundaryView::of).toList()))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Answer getBoundary(ApiOwnerId owner, Call call) {
    UUID id = FieldPath.uuid(call, "boundaryId", FieldDataProblems::noBoundary);
    return boundary(owner, call, boundary -> boundary.id().equals(id));
  }

  private Answer listEarlierGeometries(ApiOwnerId owner, Call call) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noBoundary);
    UUID field = FieldPath.uuid(call, "fieldId", FieldDataProblems::noBoundary);
    UUID boundary = FieldPath.uuid(call, "boundaryId", FieldDataProblems::noBoundary);
    return earlierGeometries
        .list(owner, leafUser, field, boundary)
        .map(found -> Answer.ok(found.stream().map(EarlierGeometryView::of).toList()))
        .orElseThrow(FieldDataProblems::noBoundary);
  }

  private Answer getActiveBoundary(ApiOwnerId owner, Call call) {
    return boundary(owner, call, boundary -> boundary.status() == BoundaryStatus.ACTIVE);
  }

  /// The newest one of those that are meant.
  private Answer boundary(ApiOwnerId owner, Call call, Predicate<Boundary> isMeant) {
    LeafUserId leafUser = FieldPath.leafUser(call, FieldDataProblems::noBoundary);
    UUID id = FieldPath.uuid(call, "fieldId", FieldDataProblems::noBoundary);
    return boundaries.list(owner, leafUser, id).orElse(List.of()).stream()
        .filter(isMeant)
        .reduce((_, newer) -> newer)
        .map(found -> Answer.ok(BoundaryView.of(found)))
        .orElseThrow(FieldDataProblems::noBoundary);
  }
}
