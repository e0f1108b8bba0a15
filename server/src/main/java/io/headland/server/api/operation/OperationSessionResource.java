package io.headland.server.api.operation;

import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationSettings;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The sessions of field operations by machine, from the stored summary.
public final class OperationSessionResource {
  private static final String TOO_LARGE = "the summary is too large for the heap of the server";

  private final FieldOperationStore operations;
  private final AssetStore assets;
  private final Configurations configurations;

  public OperationSessionResource(
      FieldOperationStore operations, AssetStore assets, Configurations configurations) {
    this.operations = operations;
    this.assets = assets;
    this.configurations = configurations;
  }

  public void addTo(Routes routes) {
    routes.owned(
        "GET", "/services/operations/api/operations/{operationId}/sessions", this::sessions);
  }

  private Response sessions(ApiOwnerId owner, Request request) {
    FieldOperation operation =
        Uuids.parse(request.path("operationId"))
            .flatMap(id -> operations.find(owner, id))
            .orElseThrow(ResultProblems::noOperation);
    if (!OperationSettings.of(configurations.effective(owner, operation.leafUser())).sessions()) {
      throw ResultProblems.noSessions();
    }
    OperationSummary summary =
        operations
            .findSummary(owner, operation.id(), request.responseBudget("fieldOperation", TOO_LARGE))
            .map(text -> Json.MAPPER.readValue(text, OperationSummary.class))
            .orElseThrow(ResultProblems::noOperation);
    Set<String> serialNumbers =
        summary.description().machinery().stream()
            .map(Machinery::serialNumber)
            .collect(Collectors.toSet());
    Map<String, UUID> machines =
        assets.idsBySerialNumber(owner, operation.leafUser(), AssetKind.MACHINE, serialNumbers);
    return Response.ok(MachineSessionsView.of(operation.id(), summary, machines));
  }
}
