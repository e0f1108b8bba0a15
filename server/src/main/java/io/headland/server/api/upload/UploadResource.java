package io.headland.server.api.upload;

import io.headland.server.api.field.BoundaryShapes;
import io.headland.server.api.field.FieldDataProblems;
import io.headland.server.core.field.BoundaryRepair;
import io.headland.server.core.field.NewField;
import io.headland.server.core.field.file.FieldFile;
import io.headland.server.core.field.file.FieldFile.FileField;
import io.headland.server.core.field.file.GeometryException;
import io.headland.server.core.upload.Upload;
import io.headland.server.core.upload.UploadStore;
import io.headland.server.platform.http.FileNames;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.UploadedFile;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// `/services/uploadservice/api/upload`: creates fields from files.
public final class UploadResource {
  private static final String UPLOADS = "/services/uploadservice/api/upload";
  private static final String ONE = UPLOADS + "/{uploadId}";

  /// The size limit of a request.
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  /// The largest number of fields of an upload, as at Leaf.
  private static final int MAX_FIELDS = 100;

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /// Files are read one after another: each may require a multiple of its size in memory.
  private final Semaphore reading = new Semaphore(1);

  private final UploadStore uploads;
  private final BoundaryRepair repair;
  private final InstantSource clock;

  public UploadResource(UploadStore uploads, BoundaryRepair repair, InstantSource clock) {
    this.uploads = uploads;
    this.repair = repair;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", UPLOADS, this::create)
        .owned("GET", UPLOADS, this::list)
        .owned("GET", ONE, this::get)
        .owned("GET", ONE + "/entries", this::entries);
  }

  private Response create(ApiOwnerId owner, Request request) throws InterruptedException {
    LeafUserId leafUser =
        request
            .query("leafUserId")
            .map(text -> LeafUserId.parse(text).orElseThrow(FieldDataProblems::noUser))
            .orElseThrow(() -> bad("The query parameter leafUserId is required."));
    Optional<Long> farmId = request.query("farmId").map(UploadResource::number);
    if (!reading.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
          Problem.of(503, "Other uploads are being read.").withRetryAfter(MAX_WAIT));
    }
    try {
      UploadedFile file = request.file(MAX_BYTES);
      boolean fix = repair.isOnFor(owner, leafUser);
      List<UploadStore.NewEntry> entries =
          contents(file).stream().map(content -> entry(content, farmId, fix, request)).toList();
      UploadStore.Stored stored =
          uploads.store(
              owner, leafUser, FileNames.displayed(file.name()), entries, clock.instant());
      FieldDataProblems.refuse(stored.outcome(), "field");
      return Response.created(UPLOADS + "/" + stored.upload().id(), UploadView.of(stored.upload()));
    } finally {
      reading.release();
    }
  }

  private static List<FieldFile.Content> contents(UploadedFile file) {
    try {
      return FieldFile.read(file.name(), file.bytes(), MAX_FIELDS);
    } catch (GeometryException e) {
      throw new ProblemException(Problem.rule(400, "fieldUpload", "fileNotReadable", e.reason()));
    }
  }

  private static UploadStore.NewEntry entry(
      FieldFile.Content content, Optional<Long> farmId, boolean fix, Request request) {
    List<NewField> fields = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (FileField field : content.fields()) {
      switch (field) {
        case FileField.Rejected(_, String reason) ->
            errors.add(error(FieldDataProblems.invalidGeometry(reason), request));
        case FileField.Read(String name, var shape) -> {
          try {
            fields.add(
                new NewField(
                    Optional.empty(),
                    FileNames.displayed(name),
                    farmId,
                    BoundaryShapes.accepted(shape, fix)));
          } catch (ProblemException e) {
            errors.add(error(e, request));
          }
        }
      }
    }
    return new UploadStore.NewEntry(content.format(), fields, errors);
  }

  /// A problem document as text, as at Leaf.
  private static String error(ProblemException e, Request request) {
    return Json.MAPPER.writeValueAsString(Response.problemDocument(e.problem(), request));
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    Page<Upload> page = uploads.list(owner, pageRequest);
    return Pages.response(request, pageRequest, page.map(UploadView::of));
  }

  private Response get(ApiOwnerId owner, Request request) {
    return Response.ok(UploadView.of(find(owner, request)));
  }

  private Response entries(ApiOwnerId owner, Request request) {
    Upload upload = find(owner, request);
    return Response.ok(
        uploads.entries(owner, upload.id()).stream()
            .map(entry -> UploadEntryView.of(upload, entry))
            .toList());
  }

  private Upload find(ApiOwnerId owner, Request request) {
    Optional<UUID> id = LeafUserId.parse(request.path("uploadId")).map(LeafUserId::value);
    return id.flatMap(uploadId -> uploads.find(owner, uploadId))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.rule(
                        404, "fieldUpload", "uploadNotFound", "There is no such upload.")));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw bad("The query parameter farmId must be an integer.");
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  /// An upload in a response, with Leaf's keys except `originalFileUrl`, since the file is not
  /// stored.
  record UploadView(
      String id, String leafUserId, String fileName, String status, Instant createdTime) {

    static UploadView of(Upload upload) {
      return new UploadView(
          upload.id().toString(),
          upload.leafUser().toString(),
          upload.fileName(),
          upload.status().name(),
          upload.createdAt());
    }
  }
}
