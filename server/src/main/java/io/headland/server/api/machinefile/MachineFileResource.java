package io.headland.server.api.machinefile;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.UnitSystem;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileStore;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
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
import io.headland.server.platform.paging.SortRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `/services/operations/api/files`: machine files and their results.
public final class MachineFileResource {
  private static final String FILES = "/services/operations/api/files";
  private static final String ONE = FILES + "/{fileId}";
  private static final String CONTENT = "/services/headland/api/files/%s/%s";
  private static final String NAME = "machineFile";
  private static final String TOO_LARGE = "the summary is too large for the heap of the server";

  private final MachineFileStore files;
  private final FieldSearchStore fields;
  private final Configurations configurations;
  private final PointDownloads downloads;
  private final Function<ApiOwnerId, String> emails;

  public MachineFileResource(
      MachineFileStore files,
      FieldSearchStore fields,
      Configurations configurations,
      PointDownloads downloads,
      Function<ApiOwnerId, String> emails) {
    this.files = files;
    this.fields = fields;
    this.configurations = configurations;
    this.downloads = downloads;
    this.emails = emails;
  }

  public void addTo(Routes routes) {
    // Before the route of one file, which would match their paths.
    new OutsideFieldResource(this, files, fields, downloads).addTo(routes);
    routes
        .owned("GET", FILES + "/uncoveredFiles", this::uncovered)
        .owned("GET", FILES, this::list)
        .owned("GET", ONE, this::get)
        .owned("GET", ONE + "/summary", this::summary)
        .owned("GET", ONE + "/units", this::units)
        .owned("GET", ONE + "/status", this::status)
        .owned("GET", ONE + "/standardGeoparquet", this::standardGeoParquet)
        .owned("GET", ONE + "/polygonGeoparquet", this::polygonGeoParquet);
    new MachineFileContent(this, downloads).addTo(routes);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    Page<MachineFileRecord> page =
        files.list(
            owner,
            MachineFileFilters.of(request),
            SortParameter.of(request, MachineFileStore.SORT_COLUMNS.keySet()),
            pageRequest,
            request.responseBudget(NAME, pageRequest));
    Map<LeafUserId, OperationConfiguration> known = new HashMap<>();
    String email = emails.apply(owner);
    return Pages.response(
        request,
        pageRequest,
        page.map(
            file ->
                view(
                    request,
                    file,
                    email,
                    known.computeIfAbsent(file.leafUser(), user -> configuration(owner, user)))));
  }

  /// The files with some ids, as at Leaf without pages.
  public List<MachineFileView> views(
      ApiOwnerId owner, LeafUserId leafUser, List<UUID> ids, Request request) {
    PageRequest all = new PageRequest(0, Math.max(1, ids.size()), Optional.empty());
    RowFilter filter =
        new RowFilter()
            .where(
                Optional.of("ids"),
                "ids",
                MachineFileStore.WITH_IDS,
                _ -> Optional.of(ids.toArray(UUID[]::new)));
    OperationConfiguration configuration = configuration(owner, leafUser);
    String email = emails.apply(owner);
    return files
        .list(
            owner, filter, new SortRequest(List.of()), all, request.responseBudget(NAME, TOO_LARGE))
        .items()
        .stream()
        .map(file -> view(request, file, email, configuration))
        .toList();
  }

  private Response get(ApiOwnerId owner, Request request) {
    MachineFileRecord file = find(owner, request);
    return Response.ok(
        view(request, file, emails.apply(owner), configuration(owner, file.leafUser())));
  }

  private static MachineFileView view(
      Request request, MachineFileRecord file, String email, OperationConfiguration configuration) {
    MachineFileRecord.Content content = file.processed();
    @Nullable JsonNode summary = content == null ? null : feature(content, configuration);
    return MachineFileView.of(
        file,
        email,
        summary,
        name -> PointDownloads.address(request, CONTENT.formatted(file.id(), name)));
  }

  static JsonNode feature(MachineFileRecord.Content content, OperationConfiguration configuration) {
    return ResultSummaryView.of(
        Json.MAPPER.readValue(content.summary(), OperationSummary.class), configuration);
  }

  private Response summary(ApiOwnerId owner, Request request) {
    MachineFileRecord file = find(owner, request);
    return Response.ok(feature(content(file), configuration(owner, file.leafUser())));
  }

  private Response units(ApiOwnerId owner, Request request) {
    MachineFileRecord file = find(owner, request);
    return Response.ok(UnitsView.of(description(file), units(owner, file.leafUser())));
  }

  private Response status(ApiOwnerId owner, Request request) {
    MachineFileRecord file = find(owner, request);
    return Response.ok(
        FileStatusView.of(file, configuration(owner, file.leafUser()).images().pictures()));
  }

  private Response standardGeoParquet(ApiOwnerId owner, Request request) {
    MachineFileRecord file = find(owner, request);
    content(file);
    if (!configuration(owner, file.leafUser()).geoParquet()) {
      throw ResultProblems.noGeoParquet();
    }
    return Response.ok(
        Map.of(
            "downloadStandardGeoparquet",
            PointDownloads.address(request, CONTENT.formatted(file.id(), "standardGeoparquet"))));
  }

  private Response polygonGeoParquet(ApiOwnerId owner, Request request) {
    MachineFileRecord file = find(owner, request);
    content(file);
    if (!configuration(owner, file.leafUser()).polygons()) {
      throw ResultProblems.noPolygons();
    }
    return Response.ok(
        Map.of(
            "downloadPolygonGeoparquet",
            PointDownloads.address(request, CONTENT.formatted(file.id(), "polygonGeoparquet"))));
  }

  private Response uncovered(ApiOwnerId owner, Request request) {
    LeafUserId leafUser =
        request
            .query("leafUserId")
            .map(text -> LeafUserId.parse(text).orElseThrow(ResultProblems::noUser))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(400, "The query parameter leafUserId is required.")));
    return Response.ok(new Uncovered(files.listWithoutField(owner, leafUser)));
  }

  /// The body of `/files/uncoveredFiles`.
  record Uncovered(List<UUID> files) {}

  /// The units in which values of a Leaf user are returned.
  public UnitSystem units(ApiOwnerId owner, LeafUserId leafUser) {
    return configuration(owner, leafUser).units();
  }

  OperationConfiguration configuration(ApiOwnerId owner, LeafUserId leafUser) {
    return OperationConfiguration.of(configurations.effective(owner, leafUser));
  }

  /// The machine file that a path names.
  public MachineFileRecord find(ApiOwnerId owner, Request request) {
    return Uuids.parse(request.path("fileId"))
        .flatMap(id -> files.find(owner, id, request.responseBudget(NAME, TOO_LARGE)))
        .orElseThrow(ResultProblems::noFile);
  }

  static MachineFileRecord.Content content(MachineFileRecord file) {
    MachineFileRecord.Content content = file.processed();
    if (content != null) {
      return content;
    }
    throw ResultProblems.notProcessed(
        file.status() == MachineFileRecord.Status.FAILED
            ? "The machine file could not be converted: " + file.message()
            : "The machine file has not been converted yet.");
  }

  /// The description of a file that has been converted.
  public static MachineFileDescription description(MachineFileRecord file) {
    return Json.MAPPER.readValue(content(file).description(), MachineFileDescription.class);
  }

  /// The query parameters that filter the list.
  private static final class MachineFileFilters {
    static RowFilter of(Request request) {
      return new RowFilter()
          .equal(
              request.query("leafUserId"),
              "leaf_user_id",
              text -> LeafUserId.parse(text).map(LeafUserId::value))
          .equal(request.query("provider"), "provider", Optional::of)
          .equal(
              request.query("status"),
              "status",
              text -> upper(text, MachineFileRecord.Status.values()))
          .equal(
              request.query("origin"),
              "origin",
              text -> upper(text, MachineFileRecord.Origin.values()))
          .equal(request.query("organizationId"), "provider_org_id", Optional::of)
          .equal(request.query("batchId"), "batch_id", Uuids::parse)
          .equal(
              request.query("operationType"), "type", text -> upper(text, OperationType.values()))
          .where(
              request.query("minArea"),
              "minArea",
              MachineFileStore.WITH_AREA,
              MachineFileFilters::number)
          .where(
              request.query("machineId"), "machineId", MachineFileStore.WITH_MACHINE, Uuids::parse)
          .from(TimeParameter.find(request, "createdTime"), "created_at")
          .from(TimeParameter.find(request, "updatedTime"), "updated_at")
          .from(TimeParameter.find(request, "startTime"), "start_time")
          .until(TimeParameter.find(request, "endTime"), "end_time");
    }

    /// The constant of which a text is the name in lower case.
    private static Optional<String> upper(String text, Enum<?>[] constants) {
      return Arrays.stream(constants).map(Enum::name).filter(text::equalsIgnoreCase).findFirst();
    }

    private static Optional<Double> number(String text) {
      try {
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
      } catch (NumberFormatException _) {
        throw new ProblemException(
            Problem.of(400, "The query parameter minArea must be a number of square metres."));
      }
    }
  }
}
