package io.headland.server.api.batch;

import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.BatchProvider;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.ExpectedBytes;
import io.headland.server.platform.http.ExpectedFile;
import io.headland.server.platform.http.FileUploads;
import io.headland.server.platform.http.PieceTarget;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.id.Uuids;
import io.headland.server.usecase.batch.AppendToUpload;
import io.headland.server.usecase.batch.AppendToUpload.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// `/services/headland/api/uploads`: archives of machine files that are received in several
/// requests (tus 1.0.0).
public final class ArchiveUploadResource {
  private static final String UPLOADS = "/services/headland/api/uploads";
  private static final String ONE = UPLOADS + "/{archiveUploadId}";

  /// One for each of many growers who upload a season at the same time.
  private static final int MAX_UPLOADS = 100;

  /// Largest archives that the incomplete uploads of an API owner may have in total, so that one
  /// API owner cannot fill the disk with uploads that are never completed.
  private static final int MAX_LARGEST = 16;

  private final FileUploads uploads;
  private final BatchParameters parameters;
  private final ArchiveUploadStore store;
  private final AppendToUpload append;
  private final StoredFiles files;
  private final UuidGenerator ids;
  private final InstantSource clock;

  /// @param uploads also of archives in one request, so that both are counted together
  public ArchiveUploadResource(
      FileUploads uploads,
      LeafUserStore users,
      ArchiveUploadStore store,
      AppendToUpload append,
      StoredFiles files,
      UuidGenerator ids,
      InstantSource clock) {
    this.uploads = uploads;
    this.parameters = new BatchParameters(users);
    this.store = store;
    this.append = append;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("OPTIONS", UPLOADS, (_, _) -> Tus.options(uploads.maxBytes()))
        .owned("POST", UPLOADS, Tus.required(this::create))
        .owned("GET", ONE, Tus.optional(this::get))
        .owned("PATCH", ONE, Tus.required(this::append))
        .owned("DELETE", ONE, Tus.required(this::delete));
  }

  private Response create(ApiOwnerId owner, Request request) {
    ArchiveUpload upload = insert(owner, request);
    ArchiveUpload after = upload;
    if (Tus.hasBytes(request)) {
      try {
        after = receive(owner, request, upload);
      } catch (ProblemException e) {
        // Its client does not get to know the address of the upload.
        delete(owner, upload);
        throw e;
      }
    }
    return Tus.state(
        Response.created(UPLOADS + "/" + upload.id(), ArchiveUploadView.of(after)), after);
  }

  private ArchiveUpload insert(ApiOwnerId owner, Request request) {
    LeafUserId leafUser =
        request
            .query(BatchParameters.LEAF_USER)
            .map(text -> parameters.user(owner, text))
            .orElseThrow(() -> ArchiveUploadProblems.missing(BatchParameters.LEAF_USER));
    BatchProvider provider =
        request
            .query(BatchParameters.PROVIDER)
            .map(BatchParameters::provider)
            .orElseThrow(() -> ArchiveUploadProblems.missing(BatchParameters.PROVIDER));
    ExpectedFile archive = BatchParameters.archive(owner);
    long size = Tus.number(request, Tus.LENGTH).orElseThrow(ArchiveUploadProblems::noLength);
    if (size < archive.start().length()) {
      throw BatchProblems.notZip();
    }
    if (size > uploads.maxBytes()) {
      throw ArchiveUploadProblems.tooLarge(uploads.maxBytes());
    }
    uploads.requireSpace(size);
    String metadata = Tus.metadata(request);
    Instant now = clock.instant();
    ArchiveUpload upload =
        new ArchiveUpload(
            ids.next(),
            leafUser,
            provider,
            Tus.fileName(metadata).orElse("archive.zip"),
            metadata,
            size,
            0,
            Optional.empty(),
            now,
            now.plus(AppendToUpload.KEPT));
    ArchiveUploadStore.Limits limits =
        new ArchiveUploadStore.Limits(MAX_UPLOADS, MAX_LARGEST * uploads.maxBytes());
    return switch (store.insert(owner, upload, limits)) {
      case INSERTED -> upload;
      case NO_USER -> throw BatchProblems.noUser();
      case TOO_MANY -> throw ArchiveUploadProblems.tooMany();
    };
  }

  private Response get(ApiOwnerId owner, Request request) {
    ArchiveUpload upload = find(owner, request);
    return Tus.wholeState(Response.ok(ArchiveUploadView.of(upload)), upload);
  }

  private Response append(ApiOwnerId owner, Request request) {
    ArchiveUpload upload = find(owner, request);
    if (!Tus.hasBytes(request)) {
      throw ArchiveUploadProblems.otherMediaType();
    }
    long offset = Tus.number(request, Tus.OFFSET).orElseThrow(ArchiveUploadProblems::noOffset);
    if (offset != upload.received()) {
      throw ArchiveUploadProblems.otherOffset(upload.received());
    }
    return Tus.state(Response.noContent(), receive(owner, request, upload));
  }

  private ArchiveUpload receive(ApiOwnerId owner, Request request, ArchiveUpload upload) {
    Appending target = new Appending(owner, upload);
    request.receive(
        uploads,
        new ExpectedBytes(
            BatchParameters.archive(owner),
            upload.received(),
            upload.size() - upload.received(),
            Tus.checksum(request)),
        target);
    return target.upload;
  }

  /// Adds the pieces of a body to an upload.
  private final class Appending implements PieceTarget {
    private final ApiOwnerId owner;
    private ArchiveUpload upload;

    Appending(ApiOwnerId owner, ArchiveUpload upload) {
      this.owner = owner;
      this.upload = upload;
    }

    @Override
    public void store(Path file, long size) throws IOException {
      if (upload.received() + size == upload.size()) {
        // For the archive, besides its parts.
        uploads.requireSpace(upload.size());
      }
      upload =
          switch (append.append(owner, upload, file, size)) {
            case Result.Appended(ArchiveUpload after) -> after;
            case Result.Overtaken() -> throw ArchiveUploadProblems.overtaken();
            case Result.NoUser() -> throw BatchProblems.noUser();
            case Result.PartMissing() -> throw ArchiveUploadProblems.partMissing();
          };
    }
  }

  private Response delete(ApiOwnerId owner, Request request) {
    if (!delete(owner, find(owner, request))) {
      throw ArchiveUploadProblems.notFound();
    }
    return Response.noContent();
  }

  /// The parts of a complete upload may be the archive of its batch, which remains.
  private boolean delete(ApiOwnerId owner, ArchiveUpload upload) {
    if (!store.deleteIncomplete(owner, upload.id(), clock.instant())) {
      return store.expireComplete(owner, upload.id(), clock.instant());
    }
    try {
      files.deleteAll(upload.folderKey(owner));
    } catch (IOException e) {
      throw uploads.failure(e);
    }
    return true;
  }

  private ArchiveUpload find(ApiOwnerId owner, Request request) {
    return Uuids.parse(request.path("archiveUploadId"))
        .flatMap(id -> store.find(owner, id, clock.instant()))
        .orElseThrow(ArchiveUploadProblems::notFound);
  }
}
