package io.headland.server.api.operation;

import io.headland.server.api.machinefile.ReconciliationView;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operationsync.OperationTotalsStore;
import io.headland.server.core.operationsync.OperationTotalsStore.StatedTotals;
import io.headland.server.core.operationsync.ProviderTotals;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;
import java.util.List;

/// The sums over the points of field operations next to the totals of the provider.
public final class OperationReconciliationResource {
  private static final String TOO_LARGE = "the summary is too large for the heap of the server";

  private final FieldOperationStore operations;
  private final OperationTotalsStore totals;
  private final Configurations configurations;

  public OperationReconciliationResource(
      FieldOperationStore operations, OperationTotalsStore totals, Configurations configurations) {
    this.operations = operations;
    this.totals = totals;
    this.configurations = configurations;
  }

  public void addTo(Routes routes) {
    routes.owned(
        "GET",
        "/services/headland/api/operations/{operationId}/reconciliation",
        this::reconciliation);
  }

  private Response reconciliation(ApiOwnerId owner, Request request) {
    FieldOperation operation =
        Uuids.parse(request.path("operationId"))
            .flatMap(id -> operations.find(owner, id))
            .orElseThrow(ResultProblems::noOperation);
    OperationSummary summary =
        operations
            .findSummary(owner, operation.id(), request.responseBudget("fieldOperation", TOO_LARGE))
            .map(text -> Json.MAPPER.readValue(text, OperationSummary.class))
            .orElseThrow(ResultProblems::noOperation);
    UnitSystem units =
        OperationConfiguration.of(configurations.effective(owner, operation.leafUser())).units();
    List<StatedTotals> stated = totals.ofFiles(owner, operation.fileIds());
    int filesWithTotals = stated.stream().mapToInt(StatedTotals::files).sum();
    return ReconciliationView.of(
            summary,
            ProviderTotals.of(
                summary.description().type(), stated.stream().map(StatedTotals::totals).toList()),
            operation.fileIds().size() - filesWithTotals,
            units)
        .map(Response::ok)
        .orElseThrow(ResultProblems::noProviderTotal);
  }
}
