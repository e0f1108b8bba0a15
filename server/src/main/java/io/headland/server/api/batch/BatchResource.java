package io.headland.server.api.batch;

import static io.headland.server.api.batch.BatchParameters.LEAF_USER;
import static io.headland.server.api.batch.BatchParameters.PROVIDER;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchFilter;
import io.headland.server.core.batch.BatchListStore;
import io.headland.server.core.batch.BatchProvider;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.platform.http.ExpectedFile;
import io.headland.server.platform.http.FileUploads;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.ReceivedFile;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.usecase.batch.RetryBatch;
import io.headland.server.usecase.batch.StoreBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `/services/operations/api/batch`: archives of machine files.
public final class BatchResource {
  private static final String BATCHES = "/services/operations/api/batch";
  private static final String ONE = BATCHES + "/{batchId}";

  private final FileUploads uploads;
  private final BatchParameters parameters;
  private final BatchStore batches;
  private final BatchListStore lists;
  private final BatchFileStore files;
  private final StoreBatch storeBatch;
  private final RetryBatch retryBatch;

  public BatchResource(
      FileUploads uploads,
      LeafUserStore users,
      BatchStore batches,
      BatchListStore lists,
      BatchFileStore files,
      StoreBatch storeBatch,
      RetryBatch retryBatch) {
    this.uploads = uploads;
    this.parameters = new BatchParameters(users);
    this.batches = batches;
    this.lists = lists;
    this.files = files;
    this.storeBatch = storeBatch;
    this.retryBatch = retryBatch;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", BATCHES, this::create)
        .owned("GET", BATCHES, this::list)
        .owned("GET", ONE, this::get)
        .owned("GET", ONE + "/status", this::status)
        .owned("PUT", ONE + "/retry", this::retry);
  }

  /// The parameters of the query are checked before the archive is received.
  private Response create(ApiOwnerId owner, Request request) {
    Optional<LeafUserId> queryUser =
        request.query(LEAF_USER).map(text -> parameters.user(owner, text));
    Optional<BatchProvider> queryProvider = request.query(PROVIDER).map(BatchParameters::provider);
    ExpectedFile archive = BatchParameters.archive(owner);
    try (ReceivedFile file = request.receive(uploads, archive)) {
      LeafUserId leafUser =
          queryUser
              .or(() -> file.field(LEAF_USER).map(text -> parameters.user(owner, text)))
              .orElseThrow(() -> BatchProblems.missing(LEAF_USER));
      BatchProvider provider =
          queryProvider
              .or(() -> file.field(PROVIDER).map(BatchParameters::provider))
              .orElseThrow(() -> BatchProblems.missing(PROVIDER));
      Batch batch =
          storeBatch
              .store(
                  owner,
                  leafUser,
                  provider,
                  new StoreBatch.Archive(file.path(), file.name(), file.size()),
                  file.digest())
              .orElseThrow(BatchProblems::noUser);
      return Response.created(BATCHES + "/" + batch.id(), BatchView.Uploaded.of(batch));
    } catch (IOException e) {
      throw uploads.failure(e);
    }
  }

  private Response list(ApiOwnerId owner, Request request) {
    BatchFilter filter =
        new BatchFilter(
            request
                .query(LEAF_USER)
                .map(text -> LeafUserId.parse(text).orElseThrow(BatchResource::invalidUser)),
            request.query(PROVIDER).map(BatchParameters::provider),
            request.query("status").map(BatchResource::statusNamed));
    PageRequest pageRequest = Pages.requested(request);
    Page<Batch> page = lists.list(owner, filter, pageRequest);
    List<BatchFileStore.BatchFile> ofPage =
        files.list(owner, page.items().stream().map(Batch::id).toList());
    return Pages.response(request, pageRequest, page.map(batch -> BatchView.of(batch, ofPage)));
  }

  private static RuntimeException invalidUser() {
    return BatchProblems.bad("The query parameter leafUserId must be a UUID.");
  }

  private static Batch.Status statusNamed(String name) {
    return Arrays.stream(Batch.Status.values())
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                BatchProblems.bad(
                    "The query parameter status must be RECEIVED, PROCESSED or FAILED."));
  }

  private Response get(ApiOwnerId owner, Request request) {
    Batch batch = find(owner, request);
    return Response.ok(BatchView.of(batch, files.list(owner, List.of(batch.id()))));
  }

  private Response status(ApiOwnerId owner, Request request) {
    Batch batch = find(owner, request);
    return Response.ok(BatchStatusView.of(files.list(owner, List.of(batch.id()))));
  }

  private Response retry(ApiOwnerId owner, Request request) {
    Batch batch = find(owner, request);
    if (!retryBatch.retry(owner, batch.id())) {
      throw BatchProblems.noBatch();
    }
    Batch after = batches.find(owner, batch.id()).orElseThrow(BatchProblems::noBatch);
    return Response.json(202, BatchView.Uploaded.of(after));
  }

  private Batch find(ApiOwnerId owner, Request request) {
    return Uuids.parse(request.path("batchId"))
        .flatMap(id -> batches.find(owner, id))
        .orElseThrow(BatchProblems::noBatch);
  }
}
