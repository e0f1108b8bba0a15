package io.headland.server.api.machinefile;

import io.headland.server.api.field.FieldDataProblems;
import io.headland.server.api.field.FieldPath;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileStore;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.ByteBudget;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.SortRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `…/fields/{fieldId}/operations/files`: the converted machine files with points in a field.
/// Leaf's paths without `files` are deprecated; programs still use them.
public final class FieldFileResource {
  private static final String OPERATIONS = FieldPath.FIELD + "/operations";
  private static final String NAME = "machineFile";
  private static final String TOO_LARGE = "the summary is too large for the heap of the server";

  private final FieldStore fields;
  private final MachineFileStore files;

  public FieldFileResource(FieldStore fields, MachineFileStore files) {
    this.fields = fields;
    this.files = files;
  }

  public void addTo(Routes routes) {
    // Before the deprecated route of one file, which would match its path.
    routes
        .owned("GET", OPERATIONS + "/files", this::list)
        .owned("GET", OPERATIONS + "/files/{fileId}", this::get)
        .owned("GET", OPERATIONS, this::list)
        .owned("GET", OPERATIONS + "/{fileId}", this::get);
  }

  /// A machine file of a field, with Leaf's keys.
  record FieldFileView(
      UUID id,
      String operationType,
      String origin,
      @Nullable Instant startTime,
      @Nullable Instant endTime,
      List<String> crops,
      List<String> varieties,
      @Nullable String providerFileId,
      String provider,
      String leafUserId) {

    static FieldFileView of(MachineFileRecord file) {
      MachineFileRecord.Content content = MachineFileResource.content(file);
      OperationSummary summary = Json.MAPPER.readValue(content.summary(), OperationSummary.class);
      return new FieldFileView(
          file.id(),
          content.type().leafName(),
          file.origin().leafName(),
          content.startTime().orElse(null),
          content.endTime().orElse(null),
          content.crop().isEmpty() ? List.of() : List.of(content.crop()),
          content.type() == OperationType.APPLIED || content.type() == OperationType.TILLAGE
              ? List.of()
              : summary.parts().stream()
                  .map(OperationSummary.Part::name)
                  .filter(name -> !name.isEmpty())
                  .toList(),
          file.providerOperationId().isEmpty() ? null : file.providerOperationId(),
          file.provider(),
          file.leafUser().toString());
    }
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    RowFilter filter =
        ofField(owner, request)
            .equal(request.query("provider"), "provider", Optional::of)
            .equal(request.query("crop"), "crop", Optional::of)
            .equal(
                request.query("operationType"), "type", text -> named(text, OperationType.values()))
            .equal(
                request.query("origin"),
                "origin",
                text -> named(text, MachineFileRecord.Origin.values()))
            .from(TimeParameter.find(request, "startTime"), "start_time")
            .until(TimeParameter.find(request, "endTime"), "end_time");
    Page<MachineFileRecord> page =
        files.list(
            owner,
            filter,
            new SortRequest(List.of()),
            pageRequest,
            request.responseBudget(NAME, pageRequest));
    return Pages.response(request, pageRequest, page.map(FieldFileView::of));
  }

  private Response get(ApiOwnerId owner, Request request) {
    RowFilter filter =
        ofField(owner, request).equal(Optional.of(request.path("fileId")), "id", Uuids::parse);
    ByteBudget budget = request.responseBudget(NAME, TOO_LARGE);
    return files
        .list(
            owner,
            filter,
            new SortRequest(List.of()),
            new PageRequest(0, 1, Optional.empty()),
            budget)
        .items()
        .stream()
        .findFirst()
        .map(file -> Response.ok(FieldFileView.of(file)))
        .orElseThrow(ResultProblems::noFile);
  }

  /// The converted files of the field in the path.
  private RowFilter ofField(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID field = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    if (fields.find(owner, leafUser, field, FieldPath.budgetOfOne(request)).isEmpty()) {
      throw FieldDataProblems.noField();
    }
    return new RowFilter()
        .where(Optional.of(field.toString()), "field", MachineFileStore.WITH_FIELD, Uuids::parse)
        .equal(
            Optional.of(leafUser.toString()), "leaf_user_id", _ -> Optional.of(leafUser.value()));
  }

  private static Optional<String> named(String text, Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).filter(text::equalsIgnoreCase).findFirst();
  }
}
