package io.headland.server.api.asset;

import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.asset.AssetStore;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The machines and implements of field operations, by the serial numbers in their files.
public final class OperationAssetResource {
  private static final String ONE = "/services/operations/api/operations/{operationId}";

  private final FieldOperationStore operations;
  private final AssetStore assets;

  public OperationAssetResource(FieldOperationStore operations, AssetStore assets) {
    this.operations = operations;
    this.assets = assets;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", ONE + "/machines", ids(AssetKind.MACHINE, "machines"))
        .owned("GET", ONE + "/implements", ids(AssetKind.IMPLEMENT, "implements"));
  }

  private Routes.OwnedRoute ids(AssetKind kind, String key) {
    return (owner, request) -> {
      FieldOperation operation =
          Uuids.parse(request.path("operationId"))
              .flatMap(id -> operations.find(owner, id))
              .orElseThrow(ResultProblems::noOperation);
      return Response.ok(
          Map.of(key, assets.listIds(owner, operation.leafUser(), kind, serialNumbers(operation))));
    };
  }

  private static Set<String> serialNumbers(FieldOperation operation) {
    return Json.MAPPER
        .readValue(operation.description(), MachineFileDescription.class)
        .machinery()
        .stream()
        .map(Machinery::serialNumber)
        .collect(Collectors.toSet());
  }
}
