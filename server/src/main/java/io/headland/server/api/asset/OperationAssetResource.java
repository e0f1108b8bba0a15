package io.headland.server.api.asset;

import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.asset.Asset;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operationsync.OperationMachineStore;
import io.headland.server.core.operationsync.OperationMachineStore.UsedMachines;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.FieldOperationRecord;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The machines, implements and operators of field operations: machines and implements by the
/// serial numbers in their files, machines and operators by what the provider names.
public final class OperationAssetResource {
  private static final String ONE = "/services/operations/api/operations/{operationId}";

  private final FieldOperationStore operations;
  private final AssetStore assets;
  private final OperationMachineStore uses;

  public OperationAssetResource(
      FieldOperationStore operations, AssetStore assets, OperationMachineStore uses) {
    this.operations = operations;
    this.assets = assets;
    this.uses = uses;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", ONE + "/machines", this::machines)
        .owned("GET", ONE + "/implements", this::implementIds)
        .owned("GET", ONE + "/operators", this::operators);
  }

  private Response machines(ApiOwnerId owner, Request request) {
    FieldOperation operation = find(owner, request);
    Set<String> serialNumbers = serialNumbers(operation);
    for (UsedMachines use : uses.ofFiles(owner, operation.fileIds())) {
      use.machines().forEach(machine -> serialNumbers.add(machine.serialNumber()));
    }
    return Response.ok(
        Map.of(
            "machines",
            assets.listIds(owner, operation.leafUser(), AssetKind.MACHINE, serialNumbers)));
  }

  private Response implementIds(ApiOwnerId owner, Request request) {
    FieldOperation operation = find(owner, request);
    return Response.ok(
        Map.of(
            "implements",
            assets.listIds(
                owner, operation.leafUser(), AssetKind.IMPLEMENT, serialNumbers(operation))));
  }

  private Response operators(ApiOwnerId owner, Request request) {
    FieldOperation operation = find(owner, request);
    Set<String> ids =
        uses.ofFiles(owner, operation.fileIds()).stream()
            .flatMap(UsedMachines::operators)
            .map(FieldOperationRecord.Operator::id)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    return Response.ok(
        Map.of(
            "operators",
            assets.listOfProvider(owner, operation.leafUser(), AssetKind.OPERATOR, ids).stream()
                .map(Asset::id)
                .toList()));
  }

  private FieldOperation find(ApiOwnerId owner, Request request) {
    return Uuids.parse(request.path("operationId"))
        .flatMap(id -> operations.find(owner, id))
        .orElseThrow(ResultProblems::noOperation);
  }

  private static Set<String> serialNumbers(FieldOperation operation) {
    return Json.MAPPER
        .readValue(operation.description(), MachineFileDescription.class)
        .machinery()
        .stream()
        .map(Machinery::serialNumber)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
