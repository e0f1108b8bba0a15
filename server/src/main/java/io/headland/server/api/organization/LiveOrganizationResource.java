package io.headland.server.api.organization;

import io.headland.server.engine.organization.AccountReader;
import io.headland.server.engine.organization.AccountReading;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.ProviderFailure;

/// The organizations of an account as its provider lists them at this moment. Stores nothing.
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

  private Answer list(ApiOwnerId owner, Call call) throws InterruptedException {
    return switch (reader.read(path.account(owner, call), "", _ -> {})) {
      case AccountReading.Whole(var organizations, _, _, _) ->
          Answer.ok(LiveOrganizationsView.of(organizations));
      case AccountReading.Unchanged() ->
          throw new IllegalStateException("Unchanged, although no signature was sent");
      case AccountReading.Refused() -> Answer.problem(OrganizationProblems.refused(), call);
      case AccountReading.NoCredential() ->
          Answer.problem(OrganizationProblems.noCredential(), call);
      case AccountReading.Failed(ProviderFailure failure) ->
          Answer.problem(OrganizationProblems.of(failure), call);
    };
  }
}
