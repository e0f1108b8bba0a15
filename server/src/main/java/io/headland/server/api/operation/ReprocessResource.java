package io.headland.server.api.operation;

import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.usecase.operation.ReprocessOperation;
import java.util.UUID;
import java.util.function.Function;

/// Requests that operations are merged again. Their points are cut at the boundary of the field
/// with each merge, so that cutting an operation is the same request.
public final class ReprocessResource {
  private static final String OPERATIONS = "/services/operations/api/operations";

  private final FieldOperationStore operations;
  private final ReprocessOperation reprocess;

  private final Function<ApiOwnerId, String> emails;

  public ReprocessResource(
      FieldOperationStore operations,
      ReprocessOperation reprocess,
      Function<ApiOwnerId, String> emails) {
    this.operations = operations;
    this.reprocess = reprocess;
    this.emails = emails;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", OPERATIONS + "/{operationId}/reprocess", this::reprocess)
        .owned("POST", OPERATIONS + "/cropOperationByField", this::crop)
        .owned("POST", OPERATIONS + "/CropOperationByField", this::crop);
  }

  private Response reprocess(ApiOwnerId owner, Request request) {
    return Response.json(
        202, OperationView.of(requested(owner, request.path("operationId")), emails.apply(owner)));
  }

  /// The response to a request to cut the points of an operation.
  ///
  /// @param leafFileId the first of its files
  record CropView(UUID id, String message, UUID leafFileId) {}

  private Response crop(ApiOwnerId owner, Request request) {
    BodyReader body = BodyReader.of("fieldOperation", request.body());
    String id = body.requiredText("id");
    body.refuseInvalid();
    FieldOperation operation = requested(owner, id);
    // Without files it is about to be deleted.
    UUID file = operation.fileIds().stream().findFirst().orElseThrow(ResultProblems::noOperation);
    return Response.json(
        202,
        new CropView(operation.id(), "The operation is cut at the boundary of its field.", file));
  }

  private FieldOperation requested(ApiOwnerId owner, String id) {
    return Uuids.parse(id)
        .flatMap(uuid -> operations.find(owner, uuid))
        .filter(operation -> reprocess.request(owner, operation))
        .orElseThrow(ResultProblems::noOperation);
  }
}
