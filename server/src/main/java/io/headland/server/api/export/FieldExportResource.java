package io.headland.server.api.export;

import io.headland.server.api.field.FieldDataProblems;
import io.headland.server.api.field.FieldPath;
import io.headland.server.api.machinefile.ConvertedFiles;
import io.headland.server.api.machinefile.PointDownloads;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.field.Farm;
import io.headland.server.core.field.FarmStore;
import io.headland.server.core.field.Field;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.Grower;
import io.headland.server.core.field.GrowerStore;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.adapt.AdaptArchive;
import io.headland.server.core.machinefile.adapt.AdaptField;
import io.headland.server.core.machinefile.adapt.AdaptOperation;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationKeys;
import io.headland.server.engine.machinefile.PointEngines;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.SortRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The field operations of a field in the form of the ADAPT Standard.
public final class FieldExportResource {
  private static final String TOO_LARGE = "the summaries are too large for the heap of the server";
  private static final int PAGE = 100;

  private final Fields fields;
  private final FieldOperationStore operations;
  private final ExportResponses exports;
  private final PointEngines engines;
  private final ConvertedFiles converted;

  /// The stores of field data.
  public record Fields(FieldStore fields, FarmStore farms, GrowerStore growers) {}

  public FieldExportResource(
      Fields fields,
      FieldOperationStore operations,
      ExportResponses exports,
      PointEngines engines,
      ConvertedFiles converted) {
    this.fields = fields;
    this.operations = operations;
    this.exports = exports;
    this.engines = engines;
    this.converted = converted;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/fields/{leafUserId}/{fieldId}/adapt", this::adapt);
  }

  private Response adapt(ApiOwnerId owner, Request request) throws InterruptedException {
    Optional<Integer> year = year(request);
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    Field field =
        fields
            .fields()
            .find(owner, leafUser, id, FieldPath.budgetOfOne(request))
            .orElseThrow(FieldDataProblems::noField);
    List<AdaptOperation> exported = new ArrayList<>();
    for (FieldOperation operation : list(owner, leafUser, id, year)) {
      exported.add(operation(owner, operation, request));
    }
    AdaptField described = field(owner, field);
    Response response =
        converted.respond(
            "application/zip",
            ".zip",
            maxBytes(exported),
            target -> AdaptArchive.write(engines.get(), described, exported, target));
    String name = year.map(each -> id + "-" + each).orElseGet(id::toString);
    return PointDownloads.attachment(response, name + "-adapt.zip");
  }

  private static Optional<Integer> year(Request request) {
    Optional<String> text = request.query("year");
    if (text.isPresent() && !text.get().matches("(?!0000)[0-9]{4}")) {
      throw new ProblemException(
          Problem.of(400, "The query parameter year must be a year, such as 2026."));
    }
    return text.map(Integer::valueOf);
  }

  /// By the time of their beginning.
  private List<FieldOperation> list(
      ApiOwnerId owner, LeafUserId leafUser, UUID field, Optional<Integer> year) {
    RowFilter filter =
        new RowFilter()
            .equal(
                Optional.of(leafUser.toString()),
                "leaf_user_id",
                _ -> Optional.of(leafUser.value()))
            .equal(Optional.of(field.toString()), "field_id", _ -> Optional.of(field))
            .from(year.map(FieldExportResource::beginning), "start_time")
            // PostgreSQL stores microseconds.
            .until(year.map(each -> beginning(each + 1).minusNanos(1_000)), "start_time");
    SortRequest sort = new SortRequest(List.of(new SortRequest.Order("startTime", false)));
    List<FieldOperation> all = new ArrayList<>();
    Page<FieldOperation> page;
    do {
      page =
          operations.list(
              owner, filter, sort, new PageRequest(all.size() / PAGE, PAGE, Optional.empty()));
      all.addAll(page.items());
    } while (page.items().size() == PAGE);
    return all;
  }

  private static Instant beginning(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private AdaptOperation operation(ApiOwnerId owner, FieldOperation operation, Request request) {
    OperationSummary summary =
        operations
            .findSummary(owner, operation.id(), request.responseBudget("fieldOperation", TOO_LARGE))
            .map(text -> Json.MAPPER.readValue(text, OperationSummary.class))
            .orElseThrow(ResultProblems::noOperation);
    String key = OperationKeys.of(owner, operation.id(), operation.version()).standard();
    return new AdaptOperation(
        operation.id(),
        operation.type(),
        operation.crop(),
        operation.startTime(),
        operation.endTime(),
        summary,
        exports
            .read(key, summary.description(), UnitSystem.DEFAULT)
            .orElseThrow(ResultProblems::noOperation));
  }

  private AdaptField field(ApiOwnerId owner, Field field) {
    Optional<Farm> farm =
        Optional.ofNullable(field.farmId())
            .flatMap(id -> fields.farms().find(owner, field.leafUserId(), id));
    Optional<Grower> grower =
        farm.flatMap(each -> Optional.ofNullable(each.growerId()))
            .flatMap(id -> fields.growers().find(owner, field.leafUserId(), id));
    return new AdaptField(
        field.id(),
        field.name(),
        farm.map(each -> new AdaptField.Parent(each.id(), each.name())),
        grower.map(each -> new AdaptField.Parent(each.id(), each.name())),
        field.activeBoundary().map(Field.ActiveBoundary::geometry));
  }

  private static long maxBytes(List<AdaptOperation> exported) {
    try {
      return AdaptArchive.maxBytes(exported);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
