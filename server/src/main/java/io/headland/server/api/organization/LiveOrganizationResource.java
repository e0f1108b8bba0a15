package io.headland.server.api.organization;

import io.headland.server.engine.organization.AccountReader;
import io.headland.server.engine.organization.AccountReading;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.ProviderFailure;

/// The present organizations of an account at its provider. Stores nothing.
public final class LiveOrganizationResource {
  private final OrganizationPath path;
  private final AccountReader reader;

  public LiveOrganizationResource(OrganizationPath path, AccountReader reader) {
    this.path = path;
    this.reader = reader;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", OrganizationPath.LIVE, this::list);
  }

  private Response list(ApiOwnerId owner, Request request) throws InterruptedException {
    return switch (reader.read(path.account(owner, request), "", _ -> {})) {
      case AccountReading.Complete(var organizations, _, _, _) ->
          Response.ok(LiveOrganizationsView.of(organizations));
      case AccountReading.Unchanged() ->
          throw new IllegalStateException("Unchanged, although no signature was sent");
      case AccountReading.Refused() -> Response.problem(OrganizationProblems.refused(), request);
      case AccountReading.NoCredential() ->
          Response.problem(OrganizationProblems.noCredential(), request);
      case AccountReading.Failed(ProviderFailure failure) ->
          Response.problem(OrganizationProblems.of(failure), request);
    };
  }
}
