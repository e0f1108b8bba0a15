package io.headland.server.api.operation;

import io.headland.server.api.machinefile.MachineFileResource;
import io.headland.server.api.machinefile.PointDownloads;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.api.machinefile.ResultSummaryView;
import io.headland.server.api.machinefile.TimeParameter;
import io.headland.server.api.machinefile.UnitsView;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OperationKeys;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.SortParameter;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/services/operations/api/operations`: field operations and their results.
public final class OperationResource {
  private static final String OPERATIONS = "/services/operations/api/operations";
  private static final String ONE = OPERATIONS + "/{operationId}";
  private static final String CONTENTS = "/services/headland/api/operations/{operationId}";
  private static final String NAME = "fieldOperation";
  private static final String TOO_LARGE = "the summary is too large for the heap of the server";

  private static final String STANDARD_GEOJSON = "standardGeojson";
  private static final String FILTERED_GEOJSON = "filteredGeojson";
  private static final String STANDARD_GEOPARQUET = "standardGeoparquet";
  private static final String FILTERED_GEOPARQUET = "filteredGeoparquet";

  private final FieldOperationStore operations;
  private final MachineFileResource files;
  private final Configurations configurations;
  private final PointDownloads downloads;
  private final Function<ApiOwnerId, String> emails;

  public OperationResource(
      FieldOperationStore operations,
      MachineFileResource files,
      Configurations configurations,
      PointDownloads downloads,
      Function<ApiOwnerId, String> emails) {
    this.operations = operations;
    this.files = files;
    this.configurations = configurations;
    this.downloads = downloads;
    this.emails = emails;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", OPERATIONS, this::list)
        .owned("GET", ONE, this::get)
        .owned("GET", ONE + "/summary", this::summary)
        .owned("GET", ONE + "/units", this::units)
        .owned("GET", ONE + "/files", this::files)
        .owned("GET", ONE + "/" + STANDARD_GEOJSON, links(STANDARD_GEOJSON))
        .owned("GET", ONE + "/" + FILTERED_GEOJSON, this::filteredLinks)
        .owned("GET", ONE + "/" + STANDARD_GEOPARQUET, download(STANDARD_GEOPARQUET))
        .owned("GET", ONE + "/" + FILTERED_GEOPARQUET, download(FILTERED_GEOPARQUET))
        .owned("GET", CONTENTS + "/" + STANDARD_GEOJSON, geoJson(OperationKeys::standard))
        .owned("GET", CONTENTS + "/" + FILTERED_GEOJSON, geoJson(OperationKeys::filtered))
        .owned("GET", CONTENTS + "/" + STANDARD_GEOPARQUET, geoParquet(OperationKeys::standard))
        .owned("GET", CONTENTS + "/" + FILTERED_GEOPARQUET, geoParquet(OperationKeys::filtered))
        .owned("GET", CONTENTS + "/polygonGeoparquet", this::polygons);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    RowFilter filter =
        new RowFilter()
            .equal(
                request.query("leafUserId"),
                "leaf_user_id",
                text -> LeafUserId.parse(text).map(LeafUserId::value))
            .where(
                request.query("provider"),
                "provider",
                FieldOperationStore.WITH_PROVIDER,
                Optional::of)
            .equal(request.query("operationType"), "type", OperationResource::type)
            .equal(request.query("fieldId"), "field_id", Uuids::parse)
            .where(
                request.query("machineId"),
                "machineId",
                FieldOperationStore.WITH_MACHINE,
                Uuids::parse)
            .from(TimeParameter.find(request, "startTime"), "start_time")
            .from(TimeParameter.find(request, "updatedTime"), "updated_at")
            .until(TimeParameter.find(request, "endTime"), "end_time");
    Page<FieldOperation> page =
        operations.list(
            owner,
            filter,
            SortParameter.of(request, FieldOperationStore.SORT_COLUMNS.keySet()),
            pageRequest);
    String email = emails.apply(owner);
    return Pages.response(
        request, pageRequest, page.map(operation -> OperationView.of(operation, email)));
  }

  private static Optional<String> type(String text) {
    return Arrays.stream(OperationType.values())
        .filter(type -> type.leafName().equals(text))
        .map(Enum::name)
        .findFirst();
  }

  private Response get(ApiOwnerId owner, Request request) {
    return Response.ok(OperationView.of(find(owner, request), emails.apply(owner)));
  }

  private Response summary(ApiOwnerId owner, Request request) {
    FieldOperation operation = find(owner, request);
    return Response.ok(
        ResultSummaryView.of(
            storedSummary(owner, operation, request), configuration(owner, operation)));
  }

  private OperationSummary storedSummary(
      ApiOwnerId owner, FieldOperation operation, Request request) {
    return operations
        .findSummary(owner, operation.id(), request.responseBudget(NAME, TOO_LARGE))
        .map(text -> Json.MAPPER.readValue(text, OperationSummary.class))
        .orElseThrow(ResultProblems::noOperation);
  }

  private Response files(ApiOwnerId owner, Request request) {
    FieldOperation operation = find(owner, request);
    return Response.ok(files.views(owner, operation.leafUser(), operation.fileIds(), request));
  }

  private Response units(ApiOwnerId owner, Request request) {
    FieldOperation operation = find(owner, request);
    return Response.ok(UnitsView.of(description(operation), system(owner, operation)));
  }

  /// A response with the two links of Leaf to a content.
  private Routes.OwnedRoute links(String content) {
    return (owner, request) -> {
      String address = address(owner, request, content);
      return Response.ok(Map.of(content, address, downloadKey(content), address));
    };
  }

  private Response filteredLinks(ApiOwnerId owner, Request request) throws InterruptedException {
    if (!configuration(owner, find(owner, request)).filteredGeoJson()) {
      throw ResultProblems.noFilteredGeoJson();
    }
    return links(FILTERED_GEOJSON).handle(owner, request);
  }

  /// A response with one link to GeoParquet.
  private Routes.OwnedRoute download(String content) {
    return (owner, request) -> {
      if (!configuration(owner, find(owner, request)).geoParquet()) {
        throw ResultProblems.noGeoParquet();
      }
      return Response.ok(Map.of(downloadKey(content), address(owner, request, content)));
    };
  }

  private static String downloadKey(String content) {
    return "download" + Character.toUpperCase(content.charAt(0)) + content.substring(1);
  }

  private String address(ApiOwnerId owner, Request request, String content) {
    return PointDownloads.address(
        request,
        "/services/headland/api/operations/%s/%s".formatted(find(owner, request).id(), content));
  }

  private Routes.OwnedRoute geoJson(Function<OperationKeys, String> content) {
    return (owner, request) -> {
      FieldOperation operation = find(owner, request);
      return downloads
          .geoJson(
              key(owner, operation, content),
              description(operation),
              system(owner, operation),
              operation.id().toString())
          .orElseThrow(ResultProblems::noOperation);
    };
  }

  private Routes.OwnedRoute geoParquet(Function<OperationKeys, String> content) {
    return (owner, request) -> {
      FieldOperation operation = find(owner, request);
      return downloads
          .geoParquet(key(owner, operation, content), operation.id().toString())
          .orElseThrow(ResultProblems::noOperation);
    };
  }

  private Response polygons(ApiOwnerId owner, Request request) throws InterruptedException {
    FieldOperation operation = find(owner, request);
    if (!configuration(owner, operation).polygons()) {
      throw ResultProblems.noPolygons();
    }
    return downloads
        .polygons(
            key(owner, operation, OperationKeys::standard),
            description(operation),
            operation.id() + "-polygons")
        .orElseThrow(ResultProblems::noOperation);
  }

  private static String key(
      ApiOwnerId owner, FieldOperation operation, Function<OperationKeys, String> content) {
    return content.apply(OperationKeys.of(owner, operation.id(), operation.version()));
  }

  private UnitSystem system(ApiOwnerId owner, FieldOperation operation) {
    return configuration(owner, operation).units();
  }

  private OperationConfiguration configuration(ApiOwnerId owner, FieldOperation operation) {
    return OperationConfiguration.of(configurations.effective(owner, operation.leafUser()));
  }

  private static MachineFileDescription description(FieldOperation operation) {
    return Json.MAPPER.readValue(operation.description(), MachineFileDescription.class);
  }

  private FieldOperation find(ApiOwnerId owner, Request request) {
    return Uuids.parse(request.path("operationId"))
        .flatMap(id -> operations.find(owner, id))
        .orElseThrow(ResultProblems::noOperation);
  }
}
