package io.headland.server.api.explain;

import io.headland.server.core.explain.FileExplainer;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;

/// Explains why a machine file is part of field operations or not.
public final class FileExplanationResource {
  private final FileExplainer explanations;

  public FileExplanationResource(FileExplainer explanations) {
    this.explanations = explanations;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/files/{fileId}/explanation", this::explain);
  }

  private Response explain(ApiOwnerId owner, Request request) {
    return Uuids.parse(request.path("fileId"))
        .flatMap(id -> explanations.explain(owner, id))
        .map(Response::ok)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.rule(
                        404, "machineFile", "fileNotFound", "There is no such machine file.")));
  }
}
