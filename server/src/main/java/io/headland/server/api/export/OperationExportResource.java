package io.headland.server.api.export;

import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OperationKeys;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;

/// The points of field operations in the formats of [ExportResponses].
public final class OperationExportResource {
  private static final String ONE = "/services/headland/api/operations/{operationId}";

  private final FieldOperationStore operations;
  private final Configurations configurations;
  private final ExportResponses exports;

  public OperationExportResource(
      FieldOperationStore operations, Configurations configurations, ExportResponses exports) {
    this.operations = operations;
    this.configurations = configurations;
    this.exports = exports;
  }

  public void addTo(Routes routes) {
    routes
        .owned(
            "GET", ONE + "/geopackage", exports.geoPackage(this::find, ResultProblems::noOperation))
        .owned(
            "GET", ONE + "/shapefile", exports.shapefile(this::find, ResultProblems::noOperation));
  }

  private StoredExport find(ApiOwnerId owner, Request request, boolean isFiltered) {
    FieldOperation operation =
        Uuids.parse(request.path("operationId"))
            .flatMap(id -> operations.find(owner, id))
            .orElseThrow(ResultProblems::noOperation);
    OperationKeys keys = OperationKeys.of(owner, operation.id(), operation.version());
    return new StoredExport(
        isFiltered ? keys.filtered() : keys.standard(),
        Json.MAPPER.readValue(operation.description(), MachineFileDescription.class),
        OperationConfiguration.of(configurations.effective(owner, operation.leafUser())).units(),
        operation.updatedAt(),
        operation.id().toString());
  }
}
