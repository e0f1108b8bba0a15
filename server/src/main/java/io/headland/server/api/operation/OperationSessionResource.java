package io.headland.server.api.operation;

import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.asset.Asset;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operationsync.OperationMachineStore;
import io.headland.server.core.operationsync.OperationMachineStore.UsedMachines;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.FieldOperationRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The sessions of field operations by machine, from the stored summary.
public final class OperationSessionResource {
  private static final String TOO_LARGE = "the summary is too large for the heap of the server";

  private final FieldOperationStore operations;
  private final AssetStore assets;
  private final OperationMachineStore uses;
  private final Configurations configurations;

  public OperationSessionResource(
      FieldOperationStore operations,
      AssetStore assets,
      OperationMachineStore uses,
      Configurations configurations) {
    this.operations = operations;
    this.assets = assets;
    this.uses = uses;
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
    if (!OperationConfiguration.of(configurations.effective(owner, operation.leafUser()))
        .sessions()) {
      throw ResultProblems.noSessions();
    }
    OperationSummary summary =
        operations
            .findSummary(owner, operation.id(), request.responseBudget("fieldOperation", TOO_LARGE))
            .map(text -> Json.MAPPER.readValue(text, OperationSummary.class))
            .orElseThrow(ResultProblems::noOperation);
    List<UsedMachines> used = uses.ofFiles(owner, operation.fileIds());
    LeafUserId leafUser = operation.leafUser();
    return Response.ok(
        MachineSessionsView.of(
            operation.id(),
            summary,
            new SessionAssets(
                summary.description().machinery(),
                bySerialNumber(owner, leafUser, AssetKind.MACHINE, summary),
                bySerialNumber(owner, leafUser, AssetKind.IMPLEMENT, summary),
                used,
                operators(owner, leafUser, used))));
  }

  private Map<String, UUID> bySerialNumber(
      ApiOwnerId owner, LeafUserId leafUser, AssetKind kind, OperationSummary summary) {
    Set<String> serialNumbers =
        summary.description().machinery().stream()
            .map(Machinery::serialNumber)
            .collect(Collectors.toSet());
    return assets.idsBySerialNumber(owner, leafUser, kind, serialNumbers);
  }

  /// By their ids at the provider; of several with the same one, the first.
  private Map<String, Asset> operators(
      ApiOwnerId owner, LeafUserId leafUser, List<UsedMachines> used) {
    Set<String> ids =
        used.stream()
            .flatMap(UsedMachines::operators)
            .map(FieldOperationRecord.Operator::id)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    return assets.listOfProvider(owner, leafUser, AssetKind.OPERATOR, ids).stream()
        .collect(Collectors.toMap(each -> each.content().id(), each -> each, (first, _) -> first));
  }
}
