package io.headland.server.api.machinefile;

import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.usecase.machinefile.MergeFiles;
import io.headland.server.usecase.machinefile.MergeFiles.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// `POST /files/merge`: merges converted files into a new one.
public final class FileMergeResource {
  private static final String NAME = "machineFile";

  /// The ids are a key of an index, whose size is limited.
  private static final int MOST = 100;

  private final MergeFiles merge;

  public FileMergeResource(MergeFiles merge) {
    this.merge = merge;
  }

  public void addTo(Routes routes) {
    routes.owned("POST", "/services/operations/api/files/merge", this::merge);
  }

  /// The response, with Leaf's keys and its only status.
  record MergeView(UUID id, String status) {}

  private Response merge(ApiOwnerId owner, Request request) {
    BodyReader body = BodyReader.of(NAME, request.body());
    int count = request.body().path("ids").size();
    if (count > MOST) {
      throw problem("tooManyFiles", "At most %d files can be merged into one.".formatted(MOST));
    }
    Set<String> texts = new LinkedHashSet<>(body.texts("ids"));
    if (count == 0) {
      body.fail("ids", "NotEmpty");
    }
    body.refuseInvalid();
    return switch (merge.request(owner, ids(texts))) {
      case Result.Requested(UUID id) -> Response.ok(new MergeView(id, "SENT_TO_MERGE"));
      case Result.Refused(MergeFiles.Reason reason, List<UUID> files) ->
          throw refused(reason, files.stream().map(UUID::toString).toList());
    };
  }

  private static Set<UUID> ids(Set<String> texts) {
    List<String> unknown = new ArrayList<>();
    Set<UUID> ids = new LinkedHashSet<>();
    for (String text : texts) {
      Uuids.parse(text).ifPresentOrElse(ids::add, () -> unknown.add(text));
    }
    if (!unknown.isEmpty()) {
      throw refused(MergeFiles.Reason.NOT_FOUND, unknown);
    }
    return ids;
  }

  private static ProblemException refused(MergeFiles.Reason reason, List<String> files) {
    String named = String.join(", ", files);
    return switch (reason) {
      case NOT_FOUND -> problem("filesNotFound", "There are no such machine files: " + named + ".");
      case NOT_PROCESSED ->
          problem(
              "filesNotProcessed",
              "These machine files have not been converted, or failed: " + named + ".");
      case DIFFERENT_LEAF_USERS ->
          problem("filesOfDifferentUsers", "The machine files belong to different Leaf users.");
      case DIFFERENT_PROVIDERS ->
          problem("filesOfDifferentProviders", "The machine files are of different providers.");
      case DIFFERENT_ORGANIZATIONS ->
          problem(
              "filesOfDifferentOrganizations",
              "The machine files are of different organizations of the provider.");
      case DIFFERENT_TYPES ->
          problem("filesOfDifferentTypes", "The machine files have different types of operations.");
      case DIFFERENT_CROPS ->
          problem("filesOfDifferentCrops", "The machine files have different crops.");
    };
  }

  private static ProblemException problem(String errorKey, String detail) {
    return new ProblemException(Problem.rule(400, NAME, errorKey, detail));
  }
}
